import { useStore } from 'zustand';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { Button } from '../ui/Button.tsx';
import { AlertIcon } from '../ui/icons.ts';
import { useFilling } from './filling.ts';
import type { Keeper } from './keeper.ts';

const UNTOUCHED: Text = { fr: 'Tout se garde à mesure', en: 'Everything is kept as you type' };
const KEEPING: Text = { fr: 'Garde en cours', en: 'Keeping' };
const RETRY: Text = { fr: 'Réessayer', en: 'Try again' };

function keptAt(at: string): Text {
  const hour = at.slice(11, 16);
  return { fr: `Brouillon gardé à ${hour}`, en: `Draft kept at ${hour}` };
}

type Props = { readonly onlyFailure?: boolean };

/** The state of the draft in words, in the foot; a failure says until when the answers are kept. `onlyFailure` where the foot has no room: the top bar says it. */
export function DraftState({ onlyFailure = false }: Props) {
  const { keeper, readOnly } = useFilling();
  return readOnly ? null : <KeptState keeper={keeper} onlyFailure={onlyFailure} />;
}

/** The same, of what is typed outside a form. */
export function KeptState({ keeper, onlyFailure = false }: Props & { readonly keeper: Keeper }) {
  const { state, keptAt: at, failure } = useStore(keeper.kept);
  if (state === 'failed' && failure !== null) {
    return (
      <span className="draft-state failed" role="alert">
        <AlertIcon />
        <span>
          {say(failure)}
          {at !== null && ` ${say(keptAt(at))}.`}
        </span>
        <Button kind="quiet" onPress={() => void keeper.flush()}>
          {RETRY}
        </Button>
      </span>
    );
  }
  if (onlyFailure) return null;
  return <span className="draft-state">{say(at === null ? (state === 'pending' ? KEEPING : UNTOUCHED) : keptAt(at))}</span>;
}
