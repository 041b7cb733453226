import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { MONTHLY_REPORT } from '../../../shared/words.ts';
import { useCommands } from '../../commands/registry.ts';
import { Page } from '../../frame/Page.tsx';
import { counted, say } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Notice } from '../../ui/Notice.tsx';
import type { Check } from './loaders.ts';
import { monthTitle } from '../../ui/charts/monthTitle.ts';
import { MonthSteps } from './MonthSteps.tsx';
import { stepAddress } from './steps.ts';
import type { MonthLine } from './steps.ts';

const FIGURES: Text = { fr: 'Ce que le mois compte', en: 'What the month counts' };
const EXCLUDED: Text = { fr: 'N’entrent dans aucun tableau', en: 'Enter no table' };
const NOTHING_WAITS: Text = {
  fr: 'Tous les dossiers peuvent être comptés et aucun doublon n’attend. Cette page ne relit pas les réponses des dossiers.',
  en: 'All cases can be counted and no duplicate waits. This page does not check the answers of the cases.',
};
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
      {check.unopened.length === 0 && check.pendingPairs === 0 && <p className="quiet">{say(NOTHING_WAITS)}</p>}
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

function leadOf({ lateEntries }: Check): Text {
  const late = counted(lateEntries, { fr: 'saisie tardive', en: 'late entry' }, { fr: 'saisies tardives', en: 'late entries' });
  return { fr: `${late.fr} d’un mois déjà figé.`, en: `${late.en} of a month already frozen.` };
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
