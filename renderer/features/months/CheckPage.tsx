import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { MONTHLY_REPORT, TO_CORRECT } from '../../../shared/words.ts';
import { useCommands } from '../../commands/registry.ts';
import { Page } from '../../frame/Page.tsx';
import { counted, say } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Card.tsx';
import { State } from '../../ui/Chip.tsx';
import { AlertIcon, InfoIcon } from '../../ui/icons.ts';
import { Notice } from '../../ui/Notice.tsx';
import type { Check } from './loaders.ts';
import { monthTitle } from '../../ui/charts/monthTitle.ts';
import { MonthSteps } from './MonthSteps.tsx';
import { stepAddress } from './steps.ts';
import type { MonthLine } from './steps.ts';

const FIGURES: Text = { fr: 'Ce que le mois compte', en: 'What the month counts' };
const PROBLEMS: Text = { fr: 'À voir avant de figer', en: 'To see before freezing' };
const EXCLUDED: Text = { fr: 'N’entrent dans aucun tableau', en: 'Enter no table' };
const NO_PROBLEM: Text = { fr: 'Aucune réponse à corriger pour ce mois.', en: 'No answer to correct for this month.' };
const WARNING: Text = { fr: 'À regarder', en: 'To look at' };
const TO_PREVIEW: Text = { fr: 'Voir ce qui partira', en: 'See what will leave' };
const UNOPENED: Text = { fr: 'Des dossiers ne peuvent pas être comptés', en: 'Some cases cannot be counted' };
const NIL: Text = { fr: 'Rapport à zéro', en: 'Nil report' };
const NIL_WHY: Text = {
  fr: 'Aucun incident à compter ce mois. Le rapport part quand même\u00a0: un zéro dit que le centre a répondu.',
  en: 'No incident to count this month. The report leaves all the same: a zero says that the centre answered.',
};
const LINES: readonly (readonly [keyof Check['figures'], Text])[] = [
  ['registered', { fr: 'Accueils enregistrés', en: 'Registered intakes' }],
  ['no_care_consent', { fr: 'Sans accord de prise en charge', en: 'Without consent to care' }],
  ['no_statistics_consent', { fr: 'Sans accord pour les statistiques', en: 'Without consent to statistics' }],
  ['counted', { fr: 'Comptés', en: 'Counted' }],
];

/** Step 1: what the month counts, what is left out and why, and what a person should look at before it is frozen. */
export function CheckPage({ line, check }: { readonly line: MonthLine; readonly check: Check }) {
  const navigate = useNavigate();
  const { month } = line;
  const next = stepAddress(month, 'preview');
  useCommands(
    useMemo(() => [{ id: 'month.next', label: TO_PREVIEW, keys: 'Ctrl+Enter', run: () => void navigate(next) }], [navigate, next]),
  );
  return (
    <Page
      title={{ fr: `Vérifier ${formatMonth(month, 'fr')}`, en: `Check ${formatMonth(month, 'en')}` }}
      lead={leadOf(check)}
      acts={<MonthSteps step="check" />}
      trail={[{ label: MONTHLY_REPORT, to: '/months' }]}
      here={monthTitle(month)}
      side={<Figures check={check} />}
      foot={
        <ButtonLink kind="primary" size="large" to={next} keys="Ctrl+Enter">
          {TO_PREVIEW}
        </ButtonLink>
      }
    >
      {check.unopened.length > 0 && (
        <Notice tone="brick" title={UNOPENED}>
          <p>
            {say({
              fr: `${check.unopened.length}\u00a0dossier(s)\u00a0: ${check.unopened.join(', ')}. Le mois ne peut pas être figé tant qu’ils manquent\u00a0: il compterait trop peu.`,
              en: `${check.unopened.length} case(s): ${check.unopened.join(', ')}. The month cannot be frozen while they are missing: it would count too few.`,
            })}
          </p>
        </Notice>
      )}
      {check.figures.counted === 0 && (
        <Notice title={NIL}>
          <p>{say(NIL_WHY)}</p>
        </Notice>
      )}
      <Section title={PROBLEMS} count={check.problems.length}>
        <div className="card flush">
          <Problems problems={check.problems} />
        </div>
      </Section>
      {check.pendingPairs > 0 && (
        <Notice tone="ochre">
          <p>
            {say(counted(check.pendingPairs, PAIR, PAIRS))} <Link to="/duplicates">{say(SEE_PAIRS)}</Link>
          </p>
        </Notice>
      )}
    </Page>
  );
}

const PAIR: Text = { fr: 'paire de personnes proches attend une décision.', en: 'pair of similar persons waits for a decision.' };
const PAIRS: Text = { fr: 'paires de personnes proches attendent une décision.', en: 'pairs of similar persons wait for a decision.' };
const SEE_PAIRS: Text = { fr: 'Voir les doublons', en: 'See duplicates' };

function leadOf({ problems, lateEntries }: Check): Text {
  const errors = problems.filter(({ level }) => level === 'error').length;
  const toCorrect = counted(
    errors,
    { fr: 'point à corriger', en: 'point to correct' },
    { fr: 'points à corriger', en: 'points to correct' },
  );
  const late = counted(lateEntries, { fr: 'saisie tardive', en: 'late entry' }, { fr: 'saisies tardives', en: 'late entries' });
  return { fr: `${toCorrect.fr}, ${late.fr} d’un mois déjà figé.`, en: `${toCorrect.en}, ${late.en} of a month already frozen.` };
}

function Problems({ problems }: { readonly problems: Check['problems'] }) {
  if (problems.length === 0) return <p className="empty">{say(NO_PROBLEM)}</p>;
  return (
    <ul className="list">
      {problems.map((problem, index) => (
        <li key={index} className="list-line two">
          <State tone={problem.level === 'error' ? 'ochre' : 'ink2'} icon={problem.level === 'error' ? AlertIcon : InfoIcon}>
            {problem.level === 'error' ? TO_CORRECT : WARNING}
          </State>
          <span className="grow month-problem">{say(problem.message)}</span>
          {problem.caseId !== null && (
            <Link className="code" to={`/cases/${problem.caseId}`}>
              {problem.caseCode}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

function Figures({ check }: { readonly check: Check }) {
  return (
    <>
      <Card title={FIGURES}>
        <dl className="count-list">
          {LINES.map(([key, words]) => (
            <div key={key} className={key === 'counted' ? 'sum' : undefined}>
              <dt>{say(words)}</dt>
              <dd className="number">{check.figures[key]}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {check.excluded.length > 0 && (
        <Card title={EXCLUDED}>
          <dl className="count-list">
            {check.excluded.map(({ reason, title, count }) => (
              <div key={reason}>
                <dt>{say(title)}</dt>
                <dd className="number">{count}</dd>
              </div>
            ))}
          </dl>
        </Card>
      )}
    </>
  );
}
