import type { Text } from '../../shared/text.ts';
import { drawWords, say } from '../language.ts';
import type { Words } from '../language.ts';
import type { Icon } from './Icon.tsx';

export type Tone = 'plain' | 'accent' | 'ochre' | 'brick' | 'leaf' | 'ink2' | 'ink3';
export type Risk = 'high' | 'medium' | 'low';

const RISK: Record<Risk, Text> = {
  high: { fr: 'Élevé', en: 'High' },
  medium: { fr: 'Moyen', en: 'Medium' },
  low: { fr: 'Faible', en: 'Low' },
};
const RISK_PREFIX: Text = { fr: 'Risque ', en: 'Risk ' };
const RISK_UNKNOWN: Text = { fr: 'Non évalué', en: 'Not assessed' };

/** A short fact in a frame: word, and where it helps a shape. */
export function Chip({ tone = 'plain', icon: IconOf, children }: { readonly tone?: Tone; readonly icon?: Icon; readonly children: Words }) {
  return (
    <span className={`chip ${tone}`}>
      {IconOf !== undefined && <IconOf />}
      {drawWords(children)}
    </span>
  );
}

/** Risk as weight, not hue: filled triangle, half diamond, hollow circle (interface P9). */
export function RiskChip({ risk }: { readonly risk: Risk | null }) {
  return (
    <span className={risk === null ? 'chip' : `chip risk-${risk}`}>
      {risk !== null && <RiskShape risk={risk} />}
      {risk !== null && <span className="hidden-text">{say(RISK_PREFIX)}</span>}
      {say(risk === null ? RISK_UNKNOWN : RISK[risk])}
    </span>
  );
}

/** The shape alone, for counts by risk; the word is beside it. */
export function RiskShape({ risk }: { readonly risk: Risk }) {
  return (
    <svg className="shape" viewBox="0 0 10 10" aria-hidden="true">
      {risk === 'high' && <path d="M5 1 9.5 9h-9z" fill="currentColor" />}
      {risk === 'medium' && <path d="M5 .7 9.3 5 5 9.3.7 5z" fill="none" stroke="currentColor" strokeWidth="1.2" />}
      {risk === 'medium' && <path d="M5 .7V9.3L.7 5z" fill="currentColor" />}
      {risk === 'low' && <circle cx="5" cy="5" r="3.8" fill="none" stroke="currentColor" strokeWidth="1.4" />}
    </svg>
  );
}

/** A state in words with its shape and tone, always three (interface P10). */
export function State({ tone, icon: IconOf, children }: { readonly tone: Tone; readonly icon?: Icon; readonly children: Words }) {
  return (
    <span className={`state ${tone}`}>
      {IconOf !== undefined && <IconOf />}
      {drawWords(children)}
    </span>
  );
}
