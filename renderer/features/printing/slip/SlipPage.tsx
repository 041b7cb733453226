import { useState } from 'react';
import { useParams } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import type { Output } from '../../../../shared/contract.ts';
import type { Half, Slip, Taker } from '../../../../shared/contract/printing.ts';
import type { Text } from '../../../../shared/text.ts';
import { CASES } from '../../../../shared/words.ts';
import { call } from '../../../api.ts';
import { Page } from '../../../frame/Page.tsx';
import { toast } from '../../../frame/toast.tsx';
import { say } from '../../../language.ts';
import { PRINT, PrintPress } from '../../../print/PrintPress.tsx';
import { SlipSheet } from '../../../print/SlipPaper.tsx';
import { usePrint } from '../../../print/usePrint.ts';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Radios } from '../../../ui/Radios.tsx';
import { wording } from '../../../wording.ts';
import { page, MAY } from '../../../frame/page.ts';

export type SlipData = { readonly slip: Slip; readonly printers: Output<'printers.list'>['printers'] };

const PREVIEW: Text = { fr: 'Ce qui sera imprimé', en: 'What will be printed' };
const LEAD: Text = {
  fr: 'Calculée des autorisations de ce jour. Aucun nom, aucun téléphone, aucun récit n’y est écrit.',
  en: 'Computed from today’s authorisations. No name, no telephone, no account is written on it.',
};
const PARTS: Text = { fr: 'Parties', en: 'Parts' };
const HALVES: readonly { readonly value: Half; readonly label: Text }[] = [
  { value: 'both', label: { fr: 'Les deux', en: 'Both' } },
  { value: 'provider', label: { fr: 'Prestataire', en: 'Provider' } },
  { value: 'person', label: { fr: 'Personne', en: 'Person' } },
];
const TAKER: Text = { fr: 'Qui prend la fiche', en: 'Who takes the slip' };
const TAKERS: readonly { readonly value: Taker; readonly label: Text }[] = [
  { value: 'person', label: { fr: 'La personne', en: 'The person' } },
  { value: 'sealed', label: { fr: 'Sous pli', en: 'Sealed' } },
  { value: 'accompanied', label: { fr: 'Je l’accompagne', en: 'I go along' } },
];
const SEEN: Text = { fr: 'La personne a vu la fiche et l’accepte', en: 'The person has seen the slip and accepts it' };
const NONE: Text = {
  fr: 'Aucune imprimante n’est installée sur ce poste. Recopiez la fiche à la main : le numéro suffit au prestataire pour répondre.',
  en: 'No printer is set up on this computer. Copy the slip by hand: the number is enough for the provider to answer.',
};
const NOT_READY: Text = {
  fr: 'Cette fiche ne peut pas être imprimée : le référencement n’est pas prêt, est terminé, ou la personne ne l’autorise plus.',
  en: 'This slip cannot be printed: the referral is not ready, is over, or the person no longer authorises it.',
};
const LEFT_OUT: Text = { fr: 'Laissé de côté, plus autorisé', en: 'Left out, no longer authorised' };
const SENT: Text = { fr: 'Fiche envoyée à l’imprimante.', en: 'Slip sent to the printer.' };
const TAKER_FIRST: Text = { fr: 'Dites d’abord qui prend la fiche.', en: 'First say who takes the slip.' };
const SEEN_FIRST: Text = { fr: 'Montrez d’abord la fiche à la personne.', en: 'First show the slip to the person.' };

async function slipLoader({ params }: LoaderFunctionArgs): Promise<SlipData> {
  const slip = await call('slips.open', { caseId: params['caseId'] ?? '', recordId: params['recordId'] ?? '' });
  const { printers } = await call('printers.list', {});
  return { slip, printers };
}

/** What leaves, shown before it leaves: the sheet itself, then who takes it and on which printer. */
function SlipPage({ slip, printers }: SlipData) {
  const { caseId = '' } = useParams();
  const [halves, setHalves] = useState<Half>('both');
  const title: Text = { fr: `Fiche ${slip.number}`, en: `Slip ${slip.number}` };
  return (
    <Page
      title={title}
      lead={LEAD}
      trail={[
        { to: '/cases', label: CASES },
        { to: `/cases/${caseId}`, label: slip.caseCode },
      ]}
      side={
        <Card title={PRINT}>
          <div className="stack">
            {slip.leftOut.length > 0 && (
              <Notice tone="ochre" title={LEFT_OUT}>
                <p>{slip.leftOut.map((item) => say(wording('info_item', item))).join(', ')}</p>
              </Notice>
            )}
            {!slip.printable && <Notice tone="ochre">{say(NOT_READY)}</Notice>}
            {slip.printable && printers.length === 0 && <Notice>{say(NONE)}</Notice>}
            {slip.printable && printers.length > 0 && <PrintChoices halves={halves} chooseHalves={setHalves} printers={printers} />}
          </div>
        </Card>
      }
    >
      <section className="slip-preview" aria-label={say(PREVIEW)}>
        <div className="paper slip">
          <SlipSheet slip={slip} halves={halves} />
        </div>
      </section>
    </Page>
  );
}

export const slipPage = page({
  path: '/cases/:caseId/slip/:recordId',
  roles: MAY.caseworker,
  rail: 'cases',
  load: slipLoader,
  Page: SlipPage,
});

function PrintChoices({
  halves,
  chooseHalves,
  printers,
}: {
  readonly halves: Half;
  readonly chooseHalves: (halves: Half) => void;
  readonly printers: SlipData['printers'];
}) {
  const { caseId = '', recordId = '' } = useParams();
  const { working, failure, write } = usePrint(`/cases/${caseId}/slip/${recordId}`);
  const [takenBy, setTakenBy] = useState<Taker | null>(null);
  const [printer, setPrinter] = useState(printers[0] ?? '');
  const [seen, setSeen] = useState(false);
  const missing = takenBy === null ? TAKER_FIRST : seen ? null : SEEN_FIRST;
  async function print(): Promise<void> {
    if (takenBy === null) return;
    const outcome = await write('slips.print', { caseId, recordId, halves, takenBy, printer });
    if (outcome.ok) toast(SENT);
  }
  return (
    <>
      <Radios label={PARTS} options={HALVES} value={halves} onChange={chooseHalves} />
      <Radios label={TAKER} options={TAKERS} value={takenBy} onChange={setTakenBy} />
      <PrintPress
        printers={printers}
        printer={printer}
        choosePrinter={setPrinter}
        seen={{ label: SEEN, checked: seen, check: setSeen }}
        working={working}
        failure={failure}
        missing={missing}
        onPress={() => void print()}
      />
    </>
  );
}
