import { useCallback, useState } from 'react';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { SHOW } from '../../../../shared/words.ts';
import { formatDate } from '../../../../shared/time.ts';
import { toast } from '../../../frame/toast.tsx';
import { language, say } from '../../../language.ts';
import { useUser } from '../../../session.ts';
import { Button } from '../../../ui/Button.tsx';
import { FailureNotice, Notice } from '../../../ui/Notice.tsx';
import { useMaskAgain } from '../../../ui/useMaskAgain.ts';
import { useWrite } from '../../../write.ts';
import { ReportDialog } from './ReportDialog.tsx';
import type { Duty } from './loaders.ts';

const RECORD: Text = { fr: 'Noter ce qui est décidé', en: 'Record what is decided' };
const AGAIN: Text = { fr: 'Noter autre chose', en: 'Record something else' };
const NEVER: Text = {
  fr: 'L’application ne signale jamais rien elle-même et ne prépare aucun dossier.',
  en: 'The application never reports by itself and prepares no file.',
};
const STATE_WORDS: Record<Duty['state'], Text> = {
  open: {
    fr: 'Dites-le d’abord à la personne (à l’enfant et à l’adulte qui s’en occupe), puis parlez-en avec la supervision.',
    en: 'First tell the person (the child and the caregiver), then speak with the supervisor.',
  },
  decided: {
    fr: 'Signalement décidé. Redites-le à la personne avant de le faire.',
    en: 'Report decided. Tell the person again before it is made.',
  },
  made: { fr: 'Signalement noté comme fait.', en: 'Report recorded as made.' },
  not_made: { fr: 'Il est noté que le signalement n’est pas fait.', en: 'It is recorded that no report is made.' },
};
const ENDANGERS: Text = {
  fr: 'Il pourrait mettre l’enfant en danger\u00a0: la supervision décide, avec le formulaire de l’intérêt supérieur, sur papier.',
  en: 'It could endanger the child: the supervisor decides, with the best-interests form, on paper.',
};

/** Read by the person it concerns, and by nobody else in the room: the kind of violence is in no header (interface P1, P3). */
const TO_SEE: Text = { fr: 'Un point à voir avec la supervision', en: 'Something to see with the supervisor' };
const CLOSED: Text = {
  fr: 'À lire sans témoin. Se referme après 60 secondes, ou quand la fenêtre est quittée.',
  en: 'To be read with nobody beside you. Closes after 60 seconds, or when the window is left.',
};
const UNPROVED: Text = {
  fr: 'Ce dossier répond à une situation que deux personnes ont mise en vigueur, mais le texte de cette obligation n’est plus celui qu’elles ont signé. Ne vous y fiez pas\u00a0: parlez-en avec la supervision, qui voit avec l’administration (Réglages).',
  en: 'This case meets a situation that two people put in force, but the text of that duty is no longer the one they signed. Do not rely on it: speak with the supervisor, who sees to it with the administration (Settings).',
};
const HIDE: Text = { fr: 'Masquer', en: 'Hide' };

/** Duties in force that this case meets, and the structure's own channel where aid staff is named (reference §5.2): closed until it is opened on purpose. */
export function ReportingNotice({ file }: { readonly file: CaseFile }) {
  const { duties, channel, unproved } = file.reporting;
  const [shown, setShown] = useState(false);
  const [recording, setRecording] = useState<Duty | null>(null);
  const mask = useCallback(() => setShown(false), []);
  useMaskAgain(shown && recording === null, mask);
  if (duties.length === 0 && channel === null && !unproved) return null;
  const waits = unproved || channel?.waits === true || duties.some(isWaiting);
  return (
    <>
      <Notice tone={waits ? 'ochre' : 'plain'} title={TO_SEE}>
        <div className="stack tight">
          {!shown && <p className="quiet">{say(CLOSED)}</p>}
          {shown && unproved && <p>{say(UNPROVED)}</p>}
          {shown && channel !== null && <ChannelPart file={file} channel={channel} />}
          {shown && duties.map((duty) => <DutyPart key={duty.situation} file={file} duty={duty} record={() => setRecording(duty)} />)}
          <p>
            <Button aria-expanded={shown} onPress={() => setShown(!shown)}>
              {shown ? HIDE : SHOW}
            </Button>
          </p>
        </div>
      </Notice>
      {recording !== null && <ReportDialog file={file} duty={recording} close={() => setRecording(null)} />}
    </>
  );
}

/** Aid staff goes by the separate channel and waits there. */
function isWaiting({ situation, state }: Duty): boolean {
  return situation !== 'aid_staff' && (state === 'open' || state === 'decided');
}

type DutyProps = { readonly file: CaseFile; readonly duty: Duty; readonly record: () => void };

function DutyPart({ file, duty, record }: DutyProps) {
  const { situation, title, authority, reference, due, state, on } = duty;
  const waits = isWaiting(duty);
  const recorded = situation !== 'aid_staff';
  const basis: Text = {
    fr: `${authority}, au plus tard le ${formatDate(due, 'fr')} (${reference}).`,
    en: `${authority}, by ${formatDate(due, 'en')} at the latest (${reference}).`,
  };
  return (
    <section className="stack tight">
      <h3>{say({ fr: `Signalement obligatoire\u00a0: ${title.fr}`, en: `Mandatory reporting: ${title.en}` })}</h3>
      {recorded && (
        <p>
          {say(STATE_WORDS[state])} {on !== null && formatDate(on, language())}
        </p>
      )}
      {duty.endangers && waits && <p>{say(ENDANGERS)}</p>}
      <p className="quiet">{say(basis)}</p>
      <p className="quiet">{say(NEVER)}</p>
      {recorded && file.reporting.mayRecord && (
        <p>
          <Button onPress={record} aria-label={`${say(waits ? RECORD : AGAIN)}, ${say(title)}`}>
            {waits ? RECORD : AGAIN}
          </Button>
        </p>
      )}
    </section>
  );
}

const CHANNEL: Text = { fr: 'Voie séparée de la structure', en: 'Separate channel of the structure' };
const NO_WORDS: Text = {
  fr: 'Cette voie n’est pas encore écrite (Réglages). Parlez-en de vive voix à la supervision.',
  en: 'This channel is not written yet (Settings). Speak of it to the supervisor in person.',
};
const FLAG_ALONE: Text = {
  fr: 'Ce dossier ne garde que la profession notée dans la fiche de l’auteur·e présumé·e\u00a0: n’écrivez rien d’autre ici, rien de cela n’est exporté.',
  en: 'This case keeps only the occupation noted in the alleged perpetrator’s form: write nothing else here, none of it is exported.',
};
const INFORMED: Text = {
  fr: 'La supervision en est prévenue, par le seul code du dossier.',
  en: 'The supervisor is told, by the code of the case alone.',
};
const SAY_SO: Text = {
  fr: 'Vous en êtes prévenue par le seul code du dossier. Une fois la voie suivie, dites-le ici\u00a0: rien d’autre n’est gardé.',
  en: 'You are told by the code of the case alone. Once the channel is followed, say so here: nothing else is kept.',
};
const FOLLOWED: Text = { fr: 'La supervision a suivi cette voie.', en: 'The supervisor has followed this channel.' };
const I_FOLLOWED: Text = { fr: 'J’ai suivi cette voie', en: 'I have followed this channel' };
const NOTED: Text = { fr: 'C’est noté au journal, sans rien de plus.', en: 'It is in the journal, with nothing more.' };

type ChannelProps = { readonly file: CaseFile; readonly channel: NonNullable<CaseFile['reporting']['channel']> };

/** Sexual exploitation and abuse goes by a channel of its own; the supervisor alone says that it was followed (reference §3.6, §5.2). */
function ChannelPart({ file, channel }: ChannelProps) {
  const { role } = useUser();
  const { working, failure, write } = useWrite();
  const follows = channel.waits && role === 'supervisor';
  async function follow(): Promise<void> {
    const outcome = await write('mandatoryReporting.followChannel', { caseId: file.row.caseId });
    if (outcome.ok) toast(NOTED);
  }
  return (
    <section className="stack tight">
      <h3>{say(CHANNEL)}</h3>
      <p className="note-text">{channel.words === '' ? say(NO_WORDS) : channel.words}</p>
      <p className="quiet">{say(FLAG_ALONE)}</p>
      <p className="quiet">{say(!channel.waits ? FOLLOWED : follows ? SAY_SO : INFORMED)}</p>
      {follows && (
        <p>
          <Button working={working ? I_FOLLOWED : null} onPress={() => void follow()}>
            {I_FOLLOWED}
          </Button>
        </p>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
    </section>
  );
}
