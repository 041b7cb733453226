import { useMemo, useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { Card as KeyCard } from '../../../shared/contract/exchange.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import { formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { MONTHLY_REPORT, TO_CARDS } from '../../../shared/words.ts';
import { useCommands } from '../../commands/registry.ts';
import { Page } from '../../frame/Page.tsx';
import { formatBytes } from '../../format.ts';
import { say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EightWords } from '../../ui/EightWords.tsx';
import { FieldGroup } from '../../ui/Field.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { ChevronLeftIcon, CircleCheckIcon, UsbIcon } from '../../ui/icons.ts';
import { EmptyState, FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { monthTitle } from '../../ui/charts/monthTitle.ts';
import { CardValidity } from './CardValidity.tsx';
import { MonthSteps } from './MonthSteps.tsx';
import { STEP_NAMES, stepAddress } from './steps.ts';
import type { MonthLine } from './steps.ts';

type Receipt = Output<'months.export'>;

const LEAD: Text = {
  fr: 'Le fichier est scellé pour un seul point focal, écrit sur une clé USB, puis relu et comparé.',
  en: 'The file is sealed for one focal point only, written to a USB key, then read back and compared.',
};
const RECIPIENT: Text = { fr: 'À qui remettre le rapport', en: 'To whom the report is handed over' };
const NO_CARD: Text = {
  fr: 'Aucune carte confirmée de point focal. Lisez sa carte, puis comparez les huit mots avec lui.',
  en: 'No confirmed card of a focal point. Read the card, then compare the eight words.',
};
const HAND_OVER: Text = { fr: 'Choisir la clé USB et remettre', en: 'Choose the USB key and hand over' };
const NO_RECIPIENT: Text = { fr: 'Choisissez d’abord à qui remettre le rapport.', en: 'First choose to whom the report is handed over.' };
const WORKING: Text = { fr: 'Écriture et relecture…', en: 'Writing and reading back…' };
const RECEIPT: Text = { fr: 'Reçu de remise', en: 'Receipt' };
const SAME: Text = {
  fr: 'Le fichier a été écrit, relu et comparé\u00a0: il est identique.',
  en: 'The file was written, read back and compared: it is identical.',
};
const DIGEST: Text = { fr: 'Empreinte du fichier en huit mots', en: 'Digest of the file in eight words' };
const DIGEST_WHY: Text = {
  fr: 'Le point focal lit les mêmes huit mots à la réception. S’ils diffèrent, le fichier a changé en route.',
  en: 'The focal point reads the same eight words on reception. If they differ, the file changed on the way.',
};
const CORRECT: Text = { fr: 'Corriger ce mois', en: 'Correct this month' };
const BACK_TO_LIST: Text = { fr: 'Revenir aux mois', en: 'Back to the months' };

type Props = { readonly line: MonthLine; readonly cards: readonly KeyCard[] };

/** Step 4: a confirmed card, a folder, and the receipt with the words of the file's digest. */
export function HandOverPage({ line, cards }: Props) {
  const recipients = cards.filter(({ role, state }) => role === 'focal_point' && state === 'confirmed');
  const [cardId, setCardId] = useState(recipients.length === 1 ? (recipients[0]?.cardId ?? null) : null);
  const [picking, setPicking] = useState(false);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const { working, failure, write } = useWrite();
  const { month } = line;
  useCommands(
    useMemo(
      () => [{ id: 'month.handover', label: HAND_OVER, keys: 'Ctrl+Enter', when: () => cardId !== null, run: () => setPicking(true) }],
      [cardId, setPicking],
    ),
  );

  async function handOver([folder]: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    if (folder === undefined || cardId === null) return;
    const outcome = await write('months.export', { month, cardId, folder: folder.token });
    if (outcome.ok) setReceipt(outcome.value);
  }
  return (
    <Page
      title={{ fr: `Remettre ${formatMonth(month, 'fr')}`, en: `Hand over ${formatMonth(month, 'en')}` }}
      lead={LEAD}
      acts={<MonthSteps step="handover" />}
      trail={[{ label: MONTHLY_REPORT, to: '/months' }]}
      here={monthTitle(month)}
      foot={
        <>
          <span className="start">
            <ButtonLink to={stepAddress(month, 'preview')} icon={ChevronLeftIcon}>
              {STEP_NAMES.preview}
            </ButtonLink>
          </span>
          {receipt === null && <ButtonLink to={stepAddress(month, 'correct')}>{CORRECT}</ButtonLink>}
          {receipt === null ? (
            <Button
              kind="primary"
              size="large"
              icon={UsbIcon}
              keys="Ctrl+Enter"
              missing={cardId === null ? NO_RECIPIENT : null}
              missingAt="recipient"
              working={working ? WORKING : null}
              onPress={() => setPicking(true)}
            >
              {HAND_OVER}
            </Button>
          ) : (
            <ButtonLink kind="primary" size="large" to="/months">
              {BACK_TO_LIST}
            </ButtonLink>
          )}
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      <Card title={{ fr: `Version ${line.version}, figée`, en: `Version ${line.version}, frozen` }}>
        {recipients.length === 0 ? (
          <EmptyState act={<ButtonLink to="/cards">{TO_CARDS}</ButtonLink>}>{NO_CARD}</EmptyState>
        ) : (
          <FieldGroup id="recipient" label={RECIPIENT}>
            {recipients.map((card) => (
              <label key={card.cardId} className="choice">
                <input type="radio" name="recipient" checked={card.cardId === cardId} onChange={() => setCardId(card.cardId)} />
                <span className="code">{card.code}</span>
                <CardValidity until={card.validUntil} />
              </label>
            ))}
          </FieldGroup>
        )}
      </Card>
      {receipt !== null && <ReceiptCard receipt={receipt} />}
      {picking && <FilePicker accept="folder" onPick={(picked) => void handOver(picked)} onClose={() => setPicking(false)} />}
    </Page>
  );
}

function ReceiptCard({ receipt }: { readonly receipt: Receipt }) {
  return (
    <Card title={RECEIPT} beside={<span className="code">{receipt.fileName}</span>}>
      <div className="stack" role="status">
        <Notice tone="accent" icon={CircleCheckIcon}>
          <p>
            {say(SAME)} <span className="number">{say(formatBytes(receipt.bytes))}.</span>
          </p>
        </Notice>
        <div className="stack tight">
          <h3>{say(DIGEST)}</h3>
          <EightWords words={receipt.digestWords} label={DIGEST} />
          <p className="hint">{say(DIGEST_WHY)}</p>
        </div>
      </div>
    </Card>
  );
}
