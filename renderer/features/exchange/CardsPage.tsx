import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { Card as KeyCard } from '../../../shared/contract/exchange.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Language, Text } from '../../../shared/text.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { language, say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import type { Tone } from '../../ui/Chip.tsx';
import { EightWords } from '../../ui/EightWords.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { UploadIcon, UsbIcon } from '../../ui/icons.ts';
import { EmptyState, FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { ConfirmDialog, officeOf } from './ConfirmDialog.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';
import { page } from '../../frame/page.ts';

type Cards = { readonly own: Output<'cards.own'>; readonly cards: readonly KeyCard[] };

const TITLE: Text = { fr: 'Cartes de clés', en: 'Key cards' };
const LEAD: Text = {
  fr: 'Un centre et un point focal se reconnaissent par huit mots, comparés de vive voix. Sans carte confirmée, rien ne part et rien n’est reçu.',
  en: 'A centre and a focal point recognise each other by eight words, compared aloud. Without a confirmed card, nothing leaves and nothing is received.',
};
const OWN: Text = { fr: 'Notre carte', en: 'Our card' };
const OWN_WORDS: Text = { fr: 'Les huit mots de notre carte', en: 'The eight words of our card' };
const HAND_OVER: Text = { fr: 'Copier sur une clé USB', en: 'Copy to a USB key' };
const DUE: Record<NonNullable<Cards['own']['due']>, Text> = {
  changed: {
    fr: 'Notre clé a changé : remettez notre nouvelle carte à ceux qui avaient l’ancienne.',
    en: 'Our key has changed: hand our new card over to those who had the former one.',
  },
  ending: {
    fr: 'Notre carte arrive à son terme : remettez la nouvelle à ceux qui ont l’ancienne.',
    en: 'Our card is about to end: hand the new one over to those who have the former one.',
  },
};
const OTHERS: Text = { fr: 'Cartes reçues', en: 'Cards received' };
const READ: Text = { fr: 'Lire une carte', en: 'Read a card' };
const EMPTY: Text = {
  fr: 'Aucune carte reçue. Demandez la carte de l’autre bureau sur une clé USB.',
  en: 'No card received. Ask the other office for its card on a USB key.',
};
const CONFIRM: Text = { fr: 'Comparer les huit mots', en: 'Compare the eight words' };
const REVOKE: Text = { fr: 'Retirer…', en: 'Withdraw…' };
const SIGN_REVOCATION: Text = { fr: 'Signer le retrait…', en: 'Sign the withdrawal…' };
const RENEWED: Text = { fr: 'carte renouvelée, signée par l’ancienne clé', en: 'renewed card, signed by the former key' };
const CONTESTED: Text = {
  fr: 'deux cartes se disent la suite de la même : comparez les huit mots',
  en: 'two cards claim to follow the same one: compare the eight words',
};
const ROLES: Record<KeyCard['role'], Text> = {
  site: { fr: 'Centre', en: 'Centre' },
  focal_point: { fr: 'Point focal', en: 'Focal point' },
};
const STATES: Record<KeyCard['state'], { readonly words: Text; readonly tone: Tone }> = {
  toConfirm: { words: { fr: 'À confirmer', en: 'To confirm' }, tone: 'ochre' },
  confirmed: { words: { fr: 'Confirmée', en: 'Confirmed' }, tone: 'leaf' },
  replaced: { words: { fr: 'Remplacée', en: 'Replaced' }, tone: 'plain' },
  expired: { words: { fr: 'Expirée', en: 'Expired' }, tone: 'ochre' },
  revoked: { words: { fr: 'Retirée', en: 'Withdrawn' }, tone: 'brick' },
};

async function cardsLoader(): Promise<Cards> {
  const [own, { cards }] = await Promise.all([call('cards.own', {}), call('cards.list', {})]);
  return { own, cards };
}

/** Keys of the offices that exchange packages: ours to hand over, theirs to read and confirm (security §7.2). */
function CardsPage({ own, cards }: Cards) {
  const [picking, setPicking] = useState<'card' | 'folder' | null>(null);
  const [confirming, setConfirming] = useState<KeyCard | null>(null);
  const [revoking, setRevoking] = useState<KeyCard | null>(null);
  const { failure, write } = useWrite();
  async function pick([entry]: readonly PickerEntry[]): Promise<void> {
    setPicking(null);
    if (entry === undefined) return;
    if (picking === 'card') {
      const outcome = await write('cards.read', { file: entry.token });
      if (outcome.ok && outcome.value.card.state === 'toConfirm') setConfirming(outcome.value.card);
      return;
    }
    const outcome = await write('cards.handOver', { folder: entry.token });
    if (outcome.ok) toast({ fr: `Carte copiée\u00a0: ${outcome.value.fileName}.`, en: `Card copied: ${outcome.value.fileName}.` });
  }
  return (
    <Page
      title={TITLE}
      lead={LEAD}
      acts={
        <Button kind="primary" icon={UploadIcon} onPress={() => setPicking('card')}>
          {READ}
        </Button>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      {own.due !== null && (
        <Notice tone="ochre">
          <p>{say(DUE[own.due])}</p>
        </Notice>
      )}
      <OwnCard own={own} handOver={() => setPicking('folder')} />
      <Section title={OTHERS} count={cards.length}>
        <div className="card flush">
          {cards.length === 0 && <EmptyState>{EMPTY}</EmptyState>}
          <ul className="list">
            {cards.map((card) => (
              <li key={card.cardId}>
                <CardLine card={card} confirm={() => setConfirming(card)} revoke={() => setRevoking(card)} />
              </li>
            ))}
          </ul>
        </div>
      </Section>
      {picking !== null && <FilePicker accept={picking} onPick={(picked) => void pick(picked)} onClose={() => setPicking(null)} />}
      {confirming !== null && <ConfirmDialog card={confirming} close={() => setConfirming(null)} />}
      {revoking !== null && <RevokeDialog card={revoking} close={() => setRevoking(null)} />}
    </Page>
  );
}

export const cardsPage = page({
  path: '/cards',
  roles: ['supervisor', 'focal_point', 'administrator'],
  rail: 'cards',
  load: cardsLoader,
  Page: CardsPage,
});

function OwnCard({ own, handOver }: Pick<Cards, 'own'> & { readonly handOver: () => void }) {
  const until = formatDate(own.validUntil, language());
  return (
    <Card
      title={
        <>
          {say(OWN)} <span className="code">{own.code}</span>
        </>
      }
      beside={
        <span className="row">
          <span className="hint">{say({ fr: `valable jusqu’au ${until}`, en: `valid until ${until}` })}</span>
          <Button icon={UsbIcon} onPress={handOver}>
            {HAND_OVER}
          </Button>
        </span>
      }
    >
      <EightWords words={own.words} label={OWN_WORDS} />
    </Card>
  );
}

type LineProps = { readonly card: KeyCard; readonly confirm: () => void; readonly revoke: () => void };

function CardLine({ card, confirm, revoke }: LineProps) {
  const { staffCode } = useUser();
  const until = formatDate(card.validUntil, language());
  const waits = card.state !== 'revoked' && card.revocation !== null;
  return (
    <div className="list-line two">
      <span className="grow">
        <span className="code">{card.code}</span> {say(ROLES[card.role])}, {say(officeOf(card))}
        <br />
        <span className="under">
          {say({ fr: `jusqu’au ${until}`, en: `until ${until}` })}
          {signedActs(card, language()).map((words) => ` · ${say(words)}`)}
        </span>
      </span>
      <Chip tone={STATES[card.state].tone}>{STATES[card.state].words}</Chip>
      {card.state === 'toConfirm' && !card.confirmedBy.includes(staffCode) && <Button onPress={confirm}>{CONFIRM}</Button>}
      {card.state !== 'revoked' && card.revocation?.by.includes(staffCode) !== true && (
        <Button onPress={revoke}>{waits ? SIGN_REVOCATION : REVOKE}</Button>
      )}
    </div>
  );
}

/** What was signed of a card, first to last. */
function signedActs({ confirmedBy, renewed, contested, revocation }: KeyCard, language: Language): readonly Text[] {
  const lines: Text[] = [];
  if (confirmedBy.length > 0)
    lines.push({ fr: `confirmée par ${confirmedBy.join(' et ')}`, en: `confirmed by ${confirmedBy.join(' and ')}` });
  if (renewed) lines.push(RENEWED);
  if (contested) lines.push(CONTESTED);
  if (revocation === null) return lines;
  const since = formatDate(revocation.since, language);
  const [by] = revocation.by;
  if (revocation.by.length === 0)
    lines.push({
      fr: `retirée par l’annuaire du point focal depuis le ${since}`,
      en: `withdrawn by the focal point’s directory since ${since}`,
    });
  else if (revocation.by.length === 1)
    lines.push({ fr: `retrait demandé par ${by} depuis le ${since}`, en: `withdrawal asked by ${by} since ${since}` });
  else
    lines.push({
      fr: `retirée par ${revocation.by.join(' et ')} depuis le ${since}`,
      en: `withdrawn by ${revocation.by.join(' and ')} since ${since}`,
    });
  return lines;
}
