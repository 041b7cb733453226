import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Text } from '../../../shared/text.ts';
import { useLatest } from '../../commands/latest.ts';
import { useCommands } from '../../commands/registry.ts';
import { toast } from '../../frame/toast.tsx';
import { counted, say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ChevronLeftIcon } from '../../ui/icons.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { partlyCompared } from './RehearsalStep.tsx';
import { TakeoverFigures } from './TakeoverFigures.tsx';
import { TakeoverPage } from './TakeoverPage.tsx';
import type { Draft, Rehearsal } from './takeoverState.ts';

const TITLE: Text = { fr: 'Reprendre le registre', en: 'Take the register over' };
const LEAD: Text = {
  fr: 'Toutes les lignes sont écrites en une fois, ou aucune. La reprise peut être défaite tant que ses dossiers n’ont pas été travaillés.',
  en: 'All lines are written at once, or none. The take-over can be undone as long as its files have not been worked on.',
};
const WHAT: Text = { fr: 'Ce qui sera écrit', en: 'What will be written' };
const BACK: Text = { fr: 'Essai à blanc', en: 'Dry run' };
const WORKING: Text = { fr: 'Écriture en cours…', en: 'Writing…' };
const LINES: readonly Text[] = [
  {
    fr: 'Chaque dossier porte l’origine «\u00a0reprise\u00a0» et une liste «\u00a0à compléter\u00a0».',
    en: 'Each file bears the origin “take-over” and a list “to complete”.',
  },
  { fr: 'Un contact sans accord ne garde rien qui identifie.', en: 'A contact without consent keeps nothing that identifies.' },
  {
    fr: 'Les lignes à corriger attendent, chiffrées, dans «\u00a0À corriger\u00a0».',
    en: 'Lines to correct wait, encrypted, under “To correct”.',
  },
  {
    fr: 'Vos choix de colonnes et de libellés sont gardés pour le prochain registre.',
    en: 'Your choices of columns and wordings are kept for the next register.',
  },
];

/** Step 5: the act itself, one transaction; then the report. */
export function RunStep({ draft, rehearsal }: { readonly draft: Draft; readonly rehearsal: Rehearsal }) {
  const navigate = useNavigate();
  const { working, failure, write } = useWrite();
  const { takeoverId } = draft.reading;

  async function commit(): Promise<void> {
    if (working) return;
    const outcome = await write('takeover.commit', { takeoverId });
    if (!outcome.ok) return;
    const { registered, held, unassigned, partlyCompared: partly } = outcome.value;
    const unseen = partly > 0 ? partlyCompared(partly) : { fr: '', en: '' };
    toast({
      fr: `${registered}\u00a0lignes reprises, ${held} à corriger${unassigned > 0 ? `, ${unassigned}\u00a0dossiers à attribuer` : ''}. ${unseen.fr}`.trim(),
      en: `${registered} lines taken over, ${held} to correct${unassigned > 0 ? `, ${unassigned} files to assign` : ''}. ${unseen.en}`.trim(),
    });
    void navigate(`/takeover/report/${takeoverId}`);
  }
  const latest = useLatest(commit);
  useCommands(useMemo(() => [{ id: 'takeover.run', label: TITLE, keys: 'Ctrl+Enter', run: () => void latest.current() }], [latest]));
  return (
    <TakeoverPage
      step="run"
      title={TITLE}
      lead={LEAD}
      foot={
        <>
          <span className="start">
            <ButtonLink to="/takeover/rehearsal" icon={ChevronLeftIcon}>
              {BACK}
            </ButtonLink>
          </span>
          <Button kind="primary" size="large" keys="Ctrl+Enter" working={working ? WORKING : null} onPress={() => void commit()}>
            {runWords(rehearsal.rows)}
          </Button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      <TakeoverFigures rehearsal={rehearsal} />
      <Card title={WHAT}>
        <ul className="plain-list">
          {LINES.map((line) => (
            <li key={line.fr}>{say(line)}</li>
          ))}
        </ul>
      </Card>
    </TakeoverPage>
  );
}

function runWords(rows: number): Text {
  const lines = counted(rows, { fr: 'ligne', en: 'line' }, { fr: 'lignes', en: 'lines' });
  return { fr: `Reprendre ${lines.fr}`, en: `Take over ${lines.en}` };
}
