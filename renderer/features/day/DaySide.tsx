import { Link } from 'react-router';
import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { Section } from '../../ui/Card.tsx';
import { State } from '../../ui/Chip.tsx';
import { ChevronRightIcon } from '../../ui/icons.ts';
import { CaseloadBar } from '../../ui/CaseloadBar.tsx';
import { BackupReminder } from '../backup/BackupReminder.tsx';
import { DraftLine } from '../cases/drafts/DraftLine.tsx';
import type { Day } from './loaders.ts';

const RESUME: Text = { fr: 'À reprendre', en: 'Resume' };
const NOTHING: Text = { fr: 'Aucun brouillon.', en: 'No draft.' };
const ANSWERS: Text = { fr: 'Réponses de la supervision', en: 'Answers from supervision' };
const CASELOAD: Text = { fr: 'Mes dossiers ouverts', en: 'My open cases' };

/** Beside the tasks: drafts to resume, decisions of the supervision, own caseload by risk. */
export function DaySide({ day }: { readonly day: Day }) {
  return (
    <>
      <Section title={RESUME}>
        <div className="card flush">
          <ul className="list">
            {day.drafts.map((draft) => (
              <li key={draft.draftId}>
                <DraftLine draft={draft} />
              </li>
            ))}
          </ul>
          {day.drafts.length === 0 && <p className="list-line hint">{say(NOTHING)}</p>}
        </div>
      </Section>
      {day.decisions.length > 0 && (
        <Section title={ANSWERS}>
          <ul className="card flush list">
            {day.decisions.map((decision) => (
              <li key={`${decision.caseId} ${decision.what.fr}`}>
                <Link className="list-line two" to={`/cases/${decision.caseId}`}>
                  <span className="grow">
                    <span className="code">{decision.caseCode}</span>
                    <br />
                    <State tone={decision.good ? 'leaf' : 'ochre'}>{decision.what}</State>
                  </span>
                  <ChevronRightIcon />
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={CASELOAD}>
        <CaseloadBar caseload={day.caseload} />
      </Section>
      <BackupReminder />
    </>
  );
}
