import { Buffer } from 'node:buffer';
import type { Input, Output } from '../../../shared/contract.ts';
import type { SealedFile, SealedShare, SealedStep } from '../../../shared/exchange/sealed.ts';
import { REFUSALS } from '../../../shared/exchange/refusals.ts';
import { hasEnded } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { FileRefused, KIND, fileLimit } from '../../exchange/container.ts';
import { bytesOf, headerText, readSealedFile } from '../../exchange/custodianFile.ts';
import { requireSession, today, type Host, type OpenSession } from '../../host.ts';
import { newId, sha256, verify } from '../../keys/primitives.ts';
import { isCommitment } from '../../sealed/commitment.ts';
import { readShare, shareDigest, type Share } from '../../sealed/shares.ts';
import { TEMPLATE } from '../../sealed/template.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { insertShare, sharesOf } from '../../store/exchange/sealed.ts';
import { transaction } from '../../store/base/sql.ts';
import type { SealedShareRow } from '../../store/base/adminTables.ts';
import type { CardState } from '../exchange/cardTrust.ts';
import { openReceived, refusalOf } from '../exchange/openSealedFile.ts';
import { partnerName, wasOpened } from './round.ts';
import { acceptStep } from './steps.ts';
import { structureAt } from '../structures.ts';

type Verdict = Omit<Output<'sealed.import'>['verdicts'][number], 'label'>;
type Received = { readonly file: Buffer; readonly payload: Buffer; readonly signer: CardState };

/** Imports files of kind 9: halves of centres and steps of the other custodian, each whole or not at all, distinguished by their signed content (security §7.1). */
export async function importSealed(input: Input<'sealed.import'>, host: Host): Promise<Output<'sealed.import'>> {
  const verdicts: Output<'sealed.import'>['verdicts'] = [];
  for (const [index, token] of input.files.entries()) verdicts.push({ ...(await importFile(token, host)), label: String(index + 1) });
  return { verdicts };
}

async function importFile(token: string, host: Host): Promise<Verdict> {
  const session = requireSession(host);
  let file: Buffer = Buffer.alloc(0);
  try {
    file = host.picker.read(token, fileLimit(KIND.share));
    const { container, signer } = await openReceived(session, KIND.share, ['site', 'focal_point'], file, today(host));
    if (host.session !== session) throw new FileRefused('unreadableFile');
    if (signer.state !== 'confirmed') throw new FileRefused('replacedCard');
    const received = { file, payload: container.payload, signer };
    const content = readSealedFile(container.payload);
    assertFits(content, signer, today(host));
    if (content.step === 'share') return acceptShare(session, content, received, host);
    const isNew = acceptStep(session, content, received, host);
    return verdictOn(isNew ? 'accepted' : 'already', isNew ? STEP_RECEIVED[content.step] : ALREADY, content, null);
  } catch (error) {
    const code = refusalOf(error);
    const detail = { reason: code, sha256: sha256(file).toString('base64url') };
    transaction(session.stores.admin, (db) =>
      appendJournal(db, session.stores.actor, { kind: 'package.refuse', detail }, host.now().getTime()),
    );
    return { verdict: 'refused', code, message: REFUSALS[code], step: null, siteCode: null, period: null };
  }
}

/** A half comes from a centre and a step from a custodian, of this very template, for a month or a quarter that has ended. Throws FileRefused. */
function assertFits(content: SealedFile, { card }: CardState, day: string): void {
  if ((content.step === 'share') !== (card.role === 'site')) throw new FileRefused('wrongKind');
  if (content.template !== TEMPLATE.name) throw new FileRefused('sealedTemplate');
  if (!hasEnded(content.period, day)) throw new FileRefused('monthNotEnded');
}

function acceptShare(session: OpenSession, content: SealedShare, received: Received, host: Host): Verdict {
  const { stores } = session;
  assertCentre(session, content, received.signer);
  halfOf(content);
  const held = sharesOf(stores.admin, [content.period]).filter(({ site_code }) => site_code === content.centre);
  const same = held.find(({ commitment }) => commitment === content.commitment);
  if (same?.state === 'replaced') throw new FileRefused('older');
  if (same !== undefined) return verdictOn('already', ALREADY, content, content.centre);
  if (wasOpened(stores.admin, content.period, content.centre)) throw new FileRefused('sealedOpened');
  const row = shareRow(session, content, received, host.now().getTime());
  transaction(stores.admin, (db) => {
    insertShare(db, row);
    const detail = { period: content.period, step: 'share', sha256: sha256(received.payload).toString('base64url') };
    appendJournal(db, stores.actor, { kind: 'sealed.import', object: row.share_id, detail }, row.imported_at);
  });
  return held.length === 0
    ? verdictOn('accepted', SHARE_RECEIVED, content, content.centre)
    : verdictOn('replaced', REPLACED, content, content.centre);
}

/** What its card says of a centre, its place in the register, and the two custodians: this office and one of another organisation. Throws FileRefused. */
function assertCentre(session: OpenSession, content: SealedShare, { card }: CardState): void {
  if (content.centre !== card.code || content.structure_code !== card.structure_code || content.region !== card.region)
    throw new FileRefused('wrongSite');
  const structure = structureAt(session.stores.admin, content.centre);
  if (structure === null || structure.structureCode !== content.structure_code || structure.region !== content.region)
    throw new FileRefused('unknownStructure');
  if (!verify(Buffer.from(card.sign_key, 'hex'), headerText(content), Buffer.from(content.header_signature, 'hex')))
    throw new FileRefused('altered');
  const [own, other] = content.side === 'a' ? [content.custodian_a, content.custodian_b] : [content.custodian_b, content.custodian_a];
  if (own.code !== session.site.code || own.structure_code !== session.site.structureCode || other.structure_code === own.structure_code)
    throw new FileRefused('sealedPair');
}

/** The half that a file holds: of the length of the template, and with the digest that its header announces. Throws FileRefused. */
export function halfOf(content: SealedShare): Share {
  const share = readShare(bytesOf(content.share), TEMPLATE.length);
  if (share === null || !isCommitment(Buffer.from(content.commitment, 'hex'))) throw new FileRefused('malformed');
  const digest = shareDigest(content.template, content.period, content.centre, share).toString('hex');
  if (digest !== (content.side === 'a' ? content.digest_a : content.digest_b)) throw new FileRefused('sealedDigest');
  return share;
}

function shareRow({ stores }: OpenSession, content: SealedShare, { file, signer }: Received, at: number): SealedShareRow {
  const other = content.side === 'a' ? content.custodian_b : content.custodian_a;
  return {
    share_id: newId(),
    period: content.period,
    site_code: content.centre,
    region: content.region,
    side: content.side,
    partner: partnerName(other.code, other.structure_code),
    commitment: content.commitment,
    digest_a: content.digest_a,
    digest_b: content.digest_b,
    header_signature: Buffer.from(content.header_signature, 'hex'),
    card_id: signer.row.card_id,
    state: 'valid',
    file,
    imported_at: at,
    imported_by: stores.user.userId,
  };
}

function verdictOn(verdict: Verdict['verdict'], message: Text, { step, period }: SealedFile, siteCode: string | null): Verdict {
  return { verdict, code: verdict, message, step, siteCode, period };
}

const ALREADY: Text = { fr: 'Déjà reçu. Rien n’a été modifié.', en: 'Already received. Nothing was changed.' };
const SHARE_RECEIVED: Text = {
  fr: 'Moitié reçue et vérifiée. Ici, ce n’est que du bruit.',
  en: 'Half received and checked. Here it is noise only.',
};
const REPLACED: Text = { fr: 'Reçue\u00a0: elle remplace celle qui était ici.', en: 'Received: it replaces the one that was here.' };
const STEP_RECEIVED: Readonly<Record<Exclude<SealedStep, 'share'>, Text>> = {
  list: { fr: 'Liste de l’autre dépositaire reçue.', en: 'List of the other custodian received.' },
  agree: {
    fr: 'Accord de l’autre dépositaire reçu\u00a0: les deux listes donnent les mêmes centres.',
    en: 'Agreement of the other custodian received: both lists give the same centres.',
  },
  values: {
    fr: 'Valeurs de l’autre dépositaire reçues\u00a0: ce sont celles de son empreinte.',
    en: 'Values of the other custodian received: they are those of its hash.',
  },
  table: { fr: 'Signature de l’autre dépositaire reçue.', en: 'Signature of the other custodian received.' },
};
