import { useNavigate } from 'react-router';
import { Calendar } from './Calendar.tsx';

/** The neutral screen at its own address. */
export function NeutralPage() {
  const navigate = useNavigate();
  return <Calendar onEnter={() => void navigate('/unlock')} />;
}
