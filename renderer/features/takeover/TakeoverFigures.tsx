import type { Text } from '../../../shared/text.ts';
import { formatNumber } from '../../format.ts';
import { language, say } from '../../language.ts';
import type { Rehearsal } from './takeoverState.ts';

/** The lines of a register, and where each goes: in = registered + held. */
export function TakeoverFigures({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const figures: readonly (readonly [Text, number])[] = [
    [{ fr: 'lignes lues', en: 'lines read' }, rehearsal.rows],
    [{ fr: 'dossiers prêts', en: 'files ready' }, rehearsal.cases],
    [{ fr: 'contacts sans accord', en: 'contacts without consent' }, rehearsal.contacts],
    [{ fr: 'à corriger', en: 'to correct' }, rehearsal.held.length],
    [{ fr: 'points au compte rendu', en: 'points in the report' }, rehearsal.warnings],
  ];
  return (
    <dl className="card takeover-figures">
      {figures.map(([words, count]) => (
        <div key={words.fr}>
          <dt>{say(words)}</dt>
          <dd className="number">{formatNumber(count, language())}</dd>
        </div>
      ))}
    </dl>
  );
}
