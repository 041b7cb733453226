import { useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import { CASES, OTHER_FILE, READING } from '../../../shared/words.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Field } from '../../ui/Field.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { FileInputIcon } from '../../ui/icons.ts';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { wording } from '../../wording.ts';
import { useWrite } from '../../write.ts';
import { contentOf, readChosen, type Chosen } from './chosen.ts';
import { ShownPicture, ShownSound } from './Shown.tsx';
import { page, MAY } from '../../frame/page.ts';
import { Select } from '../../ui/Select.tsx';

type Begun = Output<'attachments.begin'>;

const TITLE: Text = { fr: 'Ajouter une pièce', en: 'Add an attachment' };
const LEAD: Text = {
  fr: 'Une image ou un son, gardé dans la base chiffrée du dossier et dans aucun fichier.',
  en: 'A picture or a sound, kept in the encrypted base of the case and in no file.',
};
const NEVER: Text = { fr: 'Jamais de photo de blessures', en: 'Never a photo of injuries' };
const NEVER_WHY: Text = {
  fr: 'Ni le corps, ni le visage, ni les blessures d’une personne qui a subi des violences : une telle image peut lui nuire et ne prouve rien de plus. L’examen revient au service de santé.',
  en: 'Neither the body, nor the face, nor the injuries of a person who suffered violence: such a picture can harm her and proves nothing more. The examination is for the health service.',
};
const PIECE: Text = { fr: 'La pièce', en: 'The attachment' };
const KIND: Text = { fr: 'Type de pièce', en: 'Kind' };
const CHOOSE_KIND: Text = { fr: 'Choisir…', en: 'Choose…' };
const CHOOSE: Text = { fr: 'Choisir le fichier…', en: 'Choose the file…' };
const TYPES: Text = {
  fr: 'Image JPEG ou PNG, son Ogg, MP3, M4A ou WAV, 10 Mo au plus. Un papier se photographie ou se numérise en image.',
  en: 'JPEG or PNG picture, Ogg, MP3, M4A or WAV sound, 10 MB at most. A paper is photographed or scanned as a picture.',
};
const REDRAWN: Text = {
  fr: 'L’image a été redessinée : l’heure, le lieu et l’appareil n’y sont plus. Vérifiez qu’elle se lit.',
  en: 'The picture was drawn again: the hour, the place and the device are no longer in it. Check that it can be read.',
};
const AS_IT_IS: Text = {
  fr: 'Le son est gardé tel quel. Écoutez-le au casque si quelqu’un est dans la pièce.',
  en: 'The sound is kept as it is. Listen with headphones if somebody is in the room.',
};
const KEEP: Text = { fr: 'Garder la pièce', en: 'Keep the attachment' };
const KEEPING: Text = { fr: 'Chiffrement…', en: 'Encrypting…' };
const KIND_FIRST: Text = { fr: 'Dites d’abord quel type de pièce c’est.', en: 'First say what kind of attachment it is.' };
const NOT_YET: Text = { fr: 'Le son n’est pas encore lu.', en: 'The sound is not read yet.' };
const FULL: Text = {
  fr: 'Ce dossier a toutes les pièces qu’il peut garder. Retirez-en une d’abord.',
  en: 'This case has all the attachments it can keep. Remove one first.',
};
const KEPT: Text = { fr: 'La pièce est gardée', en: 'The attachment is kept' };
const DESTROY_SOURCE: Text = {
  fr: 'Le fichier est encore, en clair, sur la clé, la carte ou le téléphone d’où il vient. Effacez-le là, corbeille et copies comprises, avec la personne si c’est le sien.',
  en: 'The file is still, in clear, on the stick, card or telephone it came from. Erase it there, bin and copies included, with the person if it is hers.',
};
const BACK: Text = { fr: 'Revenir au dossier', en: 'Back to the case' };
const ANOTHER: Text = { fr: 'Ajouter une autre pièce', en: 'Add another attachment' };

/** One piece for a case: its kind, its file shown as it will be kept, then the reminder to erase the source (reference §3.42). */
function AddAttachmentPage(begun: Begun) {
  const { case: caseId = '' } = useParams();
  const [kept, setKept] = useState(false);
  return (
    <Page
      title={TITLE}
      lead={LEAD}
      trail={[
        { to: '/cases', label: CASES },
        { to: `/cases/${caseId}`, label: <span className="code">{begun.caseCode}</span> },
      ]}
    >
      <div className="stack">
        {!kept && (
          <Notice tone="ochre" title={NEVER}>
            <p>{say(NEVER_WHY)}</p>
          </Notice>
        )}
        {kept && <KeptNotice caseId={caseId} again={() => setKept(false)} />}
        {!kept && begun.full && <Notice>{say(FULL)}</Notice>}
        {!kept && !begun.full && <Piece caseId={caseId} kinds={begun.kinds} onKept={() => setKept(true)} />}
      </div>
    </Page>
  );
}

export const addAttachmentPage = page({
  path: '/cases/:case/attachment',
  roles: MAY.caseworker,
  rail: 'cases',
  load: ({ params }) => call('attachments.begin', { caseId: params['case'] ?? '' }),
  Page: AddAttachmentPage,
});

function KeptNotice({ caseId, again }: { readonly caseId: string; readonly again: () => void }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return (
    <div ref={notice} role="status" tabIndex={-1} className="stack">
      <Notice tone="ochre" title={KEPT}>
        <p>{say(DESTROY_SOURCE)}</p>
      </Notice>
      <div className="row">
        <ButtonLink kind="primary" to={`/cases/${caseId}`}>
          {BACK}
        </ButtonLink>
        <Button onPress={again}>{ANOTHER}</Button>
      </div>
    </div>
  );
}

type PieceProps = { readonly caseId: string; readonly kinds: readonly string[]; readonly onKept: () => void };

function Piece({ caseId, kinds, onKept }: PieceProps) {
  const [kind, setKind] = useState('');
  const [picking, setPicking] = useState(false);
  const [reading, setReading] = useState(false);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const { working, failure, write } = useWrite();

  async function read([file]: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    if (file === undefined) return;
    setReading(true);
    const outcome = await readChosen(file.token);
    setReading(false);
    setRefusal(outcome.ok ? null : outcome.failure);
    setChosen(outcome.ok ? outcome.value : null);
  }
  async function keep(): Promise<void> {
    if (chosen === null) return;
    const outcome = await write('attachments.add', { caseId, kind, content: await contentOf(chosen) });
    if (outcome.ok) onKept();
  }
  const missing = kind === '' ? KIND_FIRST : chosen?.what === 'sound' && !chosen.playable ? NOT_YET : null;
  return (
    <Card title={PIECE}>
      <div className="stack">
        <Field id="attachment-kind" label={KIND}>
          {(control) => (
            <Select
              {...control}
              value={kind}
              choices={[
                { value: '', label: CHOOSE_KIND },
                ...kinds.map((code) => ({ value: code, label: wording('attachment_kind', code) })),
              ]}
              onChange={setKind}
            />
          )}
        </Field>
        <p className="hint">{say(TYPES)}</p>
        <div className="row">
          <Button icon={FileInputIcon} working={reading ? READING : null} onPress={() => setPicking(true)}>
            {chosen === null ? CHOOSE : OTHER_FILE}
          </Button>
        </div>
        {refusal !== null && <FailureNotice failure={refusal} />}
        {chosen !== null && <Preview chosen={chosen} change={setChosen} refuse={setRefusal} />}
        {failure !== null && <FailureNotice failure={failure} />}
        {chosen !== null && (
          <div className="row">
            <Button
              kind="primary"
              working={working ? KEEPING : null}
              missing={missing}
              missingAt="attachment-kind"
              onPress={() => void keep()}
            >
              {KEEP}
            </Button>
          </div>
        )}
      </div>
      {picking && <FilePicker accept="attachment" onPick={(picked) => void read(picked)} onClose={() => setPicking(false)} />}
    </Card>
  );
}

type PreviewProps = {
  readonly chosen: Chosen;
  readonly change: (chosen: Chosen | null) => void;
  readonly refuse: (failure: Failure) => void;
};

/** What will be kept, as it will be kept; a sound that cannot be played here is refused, for nobody could ever hear it. */
function Preview({ chosen, change, refuse }: PreviewProps) {
  if (chosen.what === 'picture')
    return (
      <>
        <ShownPicture blob={chosen.drawn.picture} />
        <p className="hint">{say(REDRAWN)}</p>
      </>
    );
  return (
    <>
      <ShownSound
        blob={chosen.blob}
        onPlayable={() => {
          if (!chosen.playable) change({ ...chosen, playable: true });
        }}
        onUnplayable={() => {
          change(null);
          refuse(UNPLAYABLE);
        }}
      />
      <p className="hint">{say(AS_IT_IS)}</p>
    </>
  );
}

const UNPLAYABLE: Failure = {
  kind: 'invalid',
  message: {
    fr: 'Ce son est abîmé, ou ne peut pas être écouté sur ce poste. Rien n’a été gardé.',
    en: 'This sound is damaged, or cannot be listened to on this computer. Nothing was kept.',
  },
};
