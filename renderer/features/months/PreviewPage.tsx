import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { PreviewTable } from '../../../shared/contract/months.ts';
import { formatMonth } from '../../../shared/time.ts';
import { MODE_NAMES } from '../../../shared/rules/months/protectionPolicy.ts';
import type { IsoMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { MONTHLY_REPORT } from '../../../shared/words.ts';
import { useCommands } from '../../commands/registry.ts';
import type { Command } from '../../commands/registry.ts';
import { Page } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { monthTitle } from '../../ui/charts/monthTitle.ts';
import { TableNav } from '../../ui/charts/TableNav.tsx';
import { ChevronLeftIcon } from '../../ui/icons.ts';
import { Band } from '../../ui/Notice.tsx';
import type { Place } from './gridMoves.ts';
import { LeavesCards } from './LeavesCards.tsx';
import type { Check, Preview } from './loaders.ts';
import { MonthSteps } from './MonthSteps.tsx';
import { PreviewTableCard } from './PreviewTableCard.tsx';
import { STEP_NAMES, stepAddress } from './steps.ts';
import type { MonthLine } from './steps.ts';

const TITLE: Text = { fr: 'Voici ce qui partira, exactement', en: 'This is exactly what will leave' };
const TITLE_OWN: Text = { fr: 'Ce que comptent vos dossiers', en: 'What your cases count' };
const OWN: Text = {
  fr: 'Vous ne voyez que vos propres dossiers. Le rapport du centre réunit ceux de toute l’équipe\u00a0; la supervision le fige et le remet.',
  en: 'You see your own cases only. The report of the centre holds those of the whole team; supervision freezes it and hands it over.',
};
const NOT_ENDED: Text = {
  fr: 'Ce mois n’est pas terminé\u00a0: il pourra être figé à sa fin.',
  en: 'This month has not ended: it can be frozen at its end.',
};
const ONCE: Text = { fr: 'Une fois figé, ce mois ne change plus.', en: 'Once frozen, this month no longer changes.' };
const FROZEN: Text = { fr: 'Ce mois est figé\u00a0: il ne change plus.', en: 'This month is frozen: it no longer changes.' };
const NEXT: Text = { fr: 'Tableau suivant', en: 'Next table' };
const PREVIOUS: Text = { fr: 'Tableau précédent', en: 'Previous table' };
const START: Place = { row: 0, column: 0 };

type Props = { readonly line: MonthLine; readonly preview: Preview; readonly check: Check | null };

/** Step 2 (interface 3.17): the tables as they leave, cell by cell, with the reason of each hidden one. */
export function PreviewPage({ line, preview, check }: Props) {
  const [chosen, setChosen] = useState(preview.tables[0]?.id ?? '');
  const [place, setPlace] = useState(START);
  const table = preview.tables.find(({ id }) => id === chosen) ?? null;
  const { month } = line;
  const own = preview.scope === 'own';
  const choose = useCallback((id: string) => {
    setChosen(id);
    setPlace(START);
  }, []);
  useCommands(
    usePreviewCommands(
      preview.tables,
      chosen,
      choose,
      own || !line.ended ? null : stepAddress(month, line.state === 'open' ? 'freeze' : 'handover'),
    ),
  );
  const mode = MODE_NAMES[preview.mode];
  const rule = ruleWords(preview.policy);
  const lead: Text = {
    fr: `Rapport VBG de ${formatMonth(month, 'fr')}, ${versionWords(line).fr} · seuil de ${preview.threshold} · ${mode.fr}${rule.fr}`,
    en: `GBV report of ${formatMonth(month, 'en')}, ${versionWords(line).en} · threshold of ${preview.threshold} · ${mode.en}${rule.en}`,
  };
  return (
    <Page
      title={own ? TITLE_OWN : TITLE}
      lead={lead}
      acts={own ? undefined : <MonthSteps step="preview" />}
      trail={[{ label: MONTHLY_REPORT, to: '/months' }]}
      here={{ fr: `${monthTitle(month).fr}, VBG`, en: `${monthTitle(month).en}, GBV` }}
      above={own ? <Band>{OWN}</Band> : undefined}
      side={<LeavesCards preview={preview} check={check} />}
      foot={own ? undefined : <Foot line={line} />}
    >
      <div className="preview-columns">
        <TableNav tables={preview.tables} chosen={chosen} onChoose={choose} />
        {table !== null && <PreviewTableCard key={table.id} table={table} threshold={preview.threshold} place={place} onMove={setPlace} />}
      </div>
    </Page>
  );
}

/** Whose rule it is. */
function ruleWords(policy: number): Text {
  return policy === 0
    ? { fr: '', en: '' }
    : { fr: `, règle n°\u00a0${policy} du sous-cluster`, en: `, rule no. ${policy} of the sub-cluster` };
}

function versionWords({ state, version }: MonthLine): Text {
  const number = state === 'open' ? version + 1 : version;
  return { fr: `version ${number}`, en: `version ${number}` };
}

function usePreviewCommands(
  tables: readonly PreviewTable[],
  chosen: string,
  choose: (id: string) => void,
  freeze: string | null,
): readonly Command[] {
  const navigate = useNavigate();
  return useMemo(() => {
    const at = tables.findIndex(({ id }) => id === chosen);
    function go(step: number): void {
      const next = tables[at + step];
      if (next !== undefined) choose(next.id);
    }
    return [
      { id: 'table.next', label: NEXT, keys: 'Alt+PageDown', run: () => go(1) },
      { id: 'table.previous', label: PREVIOUS, keys: 'Alt+PageUp', run: () => go(-1) },
      ...(freeze === null ? [] : [{ id: 'month.freeze', label: STEP_NAMES.freeze, keys: 'Ctrl+Enter', run: () => void navigate(freeze) }]),
    ];
  }, [tables, chosen, choose, freeze, navigate]);
}

function ofMonth(act: Text, month: IsoMonth): Text {
  return { fr: `${act.fr} ${formatMonth(month, 'fr')}`, en: `${act.en} ${formatMonth(month, 'en')}` };
}

function Foot({ line }: { readonly line: MonthLine }) {
  const frozen = line.state !== 'open';
  const next = frozen ? 'handover' : 'freeze';
  return (
    <>
      <span className="start">
        <ButtonLink to={stepAddress(line.month, 'check')} icon={ChevronLeftIcon}>
          {STEP_NAMES.check}
        </ButtonLink>
        <span className="hint foot-hint">{say(frozen ? FROZEN : line.ended ? ONCE : NOT_ENDED)}</span>
      </span>
      {line.ended && (
        <ButtonLink kind="primary" size="large" to={stepAddress(line.month, next)} keys="Ctrl+Enter">
          {ofMonth(STEP_NAMES[next], line.month)}
        </ButtonLink>
      )}
    </>
  );
}
