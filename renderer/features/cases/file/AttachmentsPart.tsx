import { useCallback, useEffect, useRef, useState } from 'react';
import type { AttachmentLine } from '../../../../shared/contract/cases.ts';
import { PICTURE_TYPE } from '../../../../shared/rules/attachments/attachments.ts';
import type { Failure } from '../../../../shared/failure.ts';
import type { Text } from '../../../../shared/text.ts';
import { REMOVE } from '../../../../shared/words.ts';
import { attempt } from '../../../api.ts';
import { bytesOf } from '../../../bytes.ts';
import { dayInList } from '../../../format.ts';
import { counted, language, say } from '../../../language.ts';
import { Button, ButtonLink } from '../../../ui/Button.tsx';
import { EyeIcon, PlusIcon, TrashIcon } from '../../../ui/icons.ts';
import { ReasonPanel, TimeLeft } from '../../../ui/Masked.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import type { RevealReason } from '../../../ui/reveal.ts';
import { wording } from '../../../wording.ts';
import { ShownPicture } from '../../attachments/Shown.tsx';
import { AttachmentDialog } from './AttachmentDialog.tsx';
import { RemoveAttachmentDialog } from './RemoveAttachmentDialog.tsx';

const PIECE: Text = { fr: 'pièce jointe', en: 'attachment' };
const PIECES: Text = { fr: 'pièces jointes', en: 'attachments' };
const NONE: Text = { fr: 'Aucune pièce jointe.', en: 'No attachment.' };
const SHOW: Text = { fr: 'Afficher les pièces', en: 'Show the attachments' };
const OPEN: Text = { fr: 'Ouvrir', en: 'Open' };
const LISTEN: Text = { fr: 'Écouter', en: 'Listen' };
const ADD: Text = { fr: 'Ajouter une pièce', en: 'Add an attachment' };
const GONE: Text = { fr: 'détruite avec l’identité', en: 'destroyed with the identity' };
const MISSING: Text = {
  fr: 'introuvable\u00a0: la base a été modifiée hors de l’application',
  en: 'not found: the base was changed outside the application',
};

/** The small pictures while they are shown, with the reason that was given for them. */
type Revealed = { readonly reason: RevealReason; readonly seconds: number; readonly small: ReadonlyMap<string, Blob> };

type Props = { readonly caseId: string; readonly attachments: readonly AttachmentLine[]; readonly mayAdd: boolean };

/** The pieces of a case by kind, day and person; their pictures after a reason, masked again as an identity is (interface P3). */
export function AttachmentsPart({ caseId, attachments, mayAdd }: Props) {
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<Revealed | null>(null);
  const [opened, setOpened] = useState<{ readonly line: AttachmentLine; readonly reason: RevealReason } | null>(null);
  const [removing, setRemoving] = useState<AttachmentLine | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const showButton = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const wasShown = useRef(false);
  const mask = useCallback(() => setShown(null), []);
  const close = useCallback(() => setOpened(null), []);
  const stopAsking = useCallback(() => setAsking(false), []);
  const canBeShown = attachments.some(({ content }) => content === 'picture' || content === 'sound');

  /* What had the focus goes with the panel, the small pictures or the piece: it comes to the first piece shown, then back to what shows them again. */
  useEffect(() => {
    if (shown !== null) list.current?.querySelector('button')?.focus();
    else if (wasShown.current && document.activeElement === document.body) showButton.current?.focus();
    wasShown.current = shown !== null || opened !== null;
  }, [shown, opened]);

  async function reveal(reason: RevealReason): Promise<void> {
    const outcome = await attempt('attachments.thumbnails', { caseId, reason });
    setAsking(false);
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    const small = outcome.value.thumbnails.map(
      ({ recordId, bytes }) => [recordId, new Blob([bytesOf(bytes)], { type: PICTURE_TYPE })] as const,
    );
    setShown({ reason, seconds: outcome.value.secondsShown, small: new Map(small) });
  }
  function open(line: AttachmentLine): void {
    if (shown === null) return;
    setOpened({ line, reason: shown.reason });
    setShown(null);
  }
  return (
    <div className="card-part stack tight">
      <p className="hint">{attachments.length === 0 ? say(NONE) : say(counted(attachments.length, PIECE, PIECES))}</p>
      {attachments.length > 0 && (
        <ul ref={list} className="stack tight">
          {attachments.map((line) => (
            <li key={line.recordId}>
              <Line line={line} shown={shown} open={() => open(line)} remove={mayAdd && shown === null ? () => setRemoving(line) : null} />
            </li>
          ))}
        </ul>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      {asking && <ReasonPanel reveal={reveal} close={stopAsking} />}
      {shown !== null && <TimeLeft seconds={shown.seconds} mask={mask} />}
      {!asking && shown === null && (
        <div className="row">
          {canBeShown && (
            <Button ref={showButton} icon={EyeIcon} onPress={() => setAsking(true)}>
              {SHOW}
            </Button>
          )}
          {mayAdd && (
            <ButtonLink icon={PlusIcon} to={`/cases/${caseId}/attachment`}>
              {ADD}
            </ButtonLink>
          )}
        </div>
      )}
      {opened !== null && <AttachmentDialog caseId={caseId} line={opened.line} reason={opened.reason} close={close} />}
      {removing !== null && <RemoveAttachmentDialog caseId={caseId} line={removing} close={() => setRemoving(null)} />}
    </div>
  );
}

type LineProps = {
  readonly line: AttachmentLine;
  readonly shown: Revealed | null;
  readonly open: () => void;
  readonly remove: (() => void) | null;
};

function Line({ line, shown, open, remove }: LineProps) {
  const kind = say(wording('attachment_kind', line.kind));
  const small = shown?.small.get(line.recordId);
  return (
    <div className="attachment-line">
      {small !== undefined && <ShownPicture blob={small} small />}
      <span className="grow">
        <strong>{kind}</strong>
        <br />
        <span className="hint">
          {dayInList(line.date, language())}, {line.staffCode}
          {line.content === 'gone' && ` · ${say(GONE)}`}
          {line.content === 'missing' && ` · ${say(MISSING)}`}
        </span>
      </span>
      {shown !== null && (line.content === 'picture' || line.content === 'sound') && (
        <Button onPress={open} aria-label={`${say(line.content === 'sound' ? LISTEN : OPEN)}, ${kind}`}>
          {line.content === 'sound' ? LISTEN : OPEN}
        </Button>
      )}
      {remove !== null && (
        <Button kind="quiet" icon={TrashIcon} onPress={remove} aria-label={`${say(REMOVE)}, ${kind}`}>
          {REMOVE}
        </Button>
      )}
    </div>
  );
}
