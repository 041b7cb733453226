import { Link } from 'react-router';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';

const PREVIEW: Text = { fr: 'Aperçu avant impression', en: 'Print preview' };

/** Above a paper on the screen, and on no print: what one looks at, and the way back. */
export function PreviewBar({ to, back }: { readonly to: string; readonly back: Text }) {
  return (
    <header className="preview-bar no-print">
      <strong>{say(PREVIEW)}</strong>
      <Link to={to}>{say(back)}</Link>
    </header>
  );
}
