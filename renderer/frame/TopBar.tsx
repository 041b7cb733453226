import { Link } from 'react-router';
import type { Text } from '../../shared/text.ts';
import { quickExit } from '../cover.ts';
import { drawWords, say } from '../language.ts';
import type { Words } from '../language.ts';
import { CheckIcon, EyeOffIcon, SearchIcon } from '../ui/icons.ts';
import { KeyCap } from '../ui/KeyCap.tsx';
import { usePalette } from './palette.ts';

export type Step = { readonly to: string; readonly label: Words };

const TRAIL: Text = { fr: 'Fil des pages', en: 'Page trail' };
const PALETTE: Text = { fr: 'Code, page ou action', en: 'Code, page or action' };
const NEUTRAL: Text = { fr: 'Écran neutre', en: 'Neutral screen' };
const KEPT: Text = { fr: 'Gardé à', en: 'Kept at' };

/** 52 px: where one is, the palette, when the typed text was kept, the way out. */
export function TopBar({ trail, here, kept }: { readonly trail: readonly Step[]; readonly here: Words; readonly kept: string | null }) {
  return (
    <header className="top-bar" data-region="banner" tabIndex={-1}>
      <nav className="trail" aria-label={say(TRAIL)}>
        <ol>
          {trail.map((step) => (
            <li key={step.to}>
              <Link to={step.to}>{drawWords(step.label)}</Link>
            </li>
          ))}
          <li aria-current="page">{drawWords(here)}</li>
        </ol>
      </nav>
      <button type="button" className="palette-field" onClick={() => usePalette.setState({ open: true })} aria-haspopup="dialog">
        <SearchIcon />
        <span className="grow">{say(PALETTE)}</span>
        <KeyCap keys="Ctrl+K" />
      </button>
      {kept !== null && (
        <span className="kept">
          <CheckIcon />
          {say(KEPT)} <span className="number">{kept}</span>
        </span>
      )}
      <button type="button" className="button secondary neutral-button" onClick={quickExit}>
        <EyeOffIcon />
        <span>{say(NEUTRAL)}</span>
        <kbd className="key-cap" aria-hidden="true">
          {say({ fr: 'Échap', en: 'Esc' })} ×2
        </kbd>
      </button>
    </header>
  );
}
