import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import { DIRECTORY_VERSION, directoryPayload, type DirectoryPayload } from '../../../shared/exchange/directory.ts';
import { aggregatePayload, type CardPayload } from '../../../shared/exchange/payload.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { prune } from '../../../shared/forms/engine.ts';
import { formOf } from '../../../shared/forms/registry.ts';
import { monthOf } from '../../../shared/time.ts';
import { KIND, sealContainer } from '../../exchange/container.ts';
import { randomFileName } from '../../files/files.ts';
import { requireSession, today, type Host, type OpenSession } from '../../host.ts';
import { canonicalJson } from '../../keys/canonical.ts';
import { sha256 } from '../../keys/primitives.ts';
import { siteKeys } from '../../keys/principals.ts';
import { listCards } from '../../store/exchange/cards.ts';
import { listProviders } from '../../store/exchange/directory.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { agreedCodes } from '../../store/exchange/lists.ts';
import { packagesOfSite } from '../../store/exchange/packages.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import { transaction } from '../../store/base/sql.ts';
import { cardStates } from '../exchange/cardTrust.ts';
import { momentOf } from '../caseRecords/openedRecords.ts';
import { folderOf, writeExport } from '../exchange/exportFile.ts';
import { listsVersion } from '../lists.ts';
import { assertStillOpen, START_AGAIN } from '../session/sessionGuard.ts';
import { policyToTravel } from '../protection/policy.ts';

const ISSUED = 'directory.issued';

/**
 * The focal point's directory, the lists as they were agreed, and every key that is no longer to be relied on, signed and sealed once for each centre whose card is
 * confirmed (security §7.1 kind 5: sealed too, a shelter's address kills). The journal has its line before the first file exists. Throws Refused.
 */
export async function handOutDirectory(input: Input<'directory.handOut'>, host: Host): Promise<Output<'directory.handOut'>> {
  const session = requireSession(host);
  const { stores } = session;
  const signing = stores.principals.find(({ principal }) => principal.kind === 'signing');
  if (signing === undefined) throw new Refused('forbidden', NO_SIGNING_KEY);
  const sites = cardStates(session, today(host)).filter(({ card, state }) => card.role === 'site' && state === 'confirmed');
  if (sites.length === 0) throw new Refused('conflict', NO_SITE);
  const folder = folderOf(host, input.folder);
  const payload = payloadOf(session, host);
  const signer = { seed: siteKeys(signing).signingSeed, publicKey: signing.principal.publicKey };
  const sealed: { readonly siteCode: string; readonly file: Buffer }[] = [];
  for (const { card } of sites) {
    const bytes = Buffer.from(canonicalJson({ ...payload, anchors: anchorsOf(session, card) }), 'utf8');
    const file = await sealContainer(KIND.directory, bytes, signer, card.recipient, stores.roster.space);
    sealed.push({ siteCode: card.code, file });
  }
  assertStillOpen(host, session, START_AGAIN);
  const at = host.now().getTime();
  const { number, providers, revocations, lists, protection } = payload;
  transaction(stores.admin, (db) => {
    writeSetting(db, ISSUED, number, stores.user.userId, at);
    const digest = sha256(Buffer.from(canonicalJson(payload), 'utf8')).toString('base64url');
    const counts = {
      number,
      sites: sites.length,
      providers: providers.length,
      revoked: revocations.length,
      lists: lists.number,
      protection: protection.number,
    };
    appendJournal(db, stores.actor, { kind: 'directory.handOut', detail: { ...counts, sha256: digest } }, at);
  });
  const files = sealed.map(({ siteCode, file }) => {
    const fileName = randomFileName('.sutura');
    writeExport(folder, fileName, file, monthOf(today(host)));
    return { siteCode, fileName };
  });
  return { number, providers: providers.length, lists: lists.number, files };
}

function payloadOf({ stores }: OpenSession, host: Host): DirectoryPayload {
  const now = momentOf(host);
  const { number, agreedOn } = listsVersion(stores.admin);
  const asked = (form: 'provider' | 'provider_service', answers: Answers) => prune(formOf(form), answers, now).answers;
  const keys = new Map(
    listCards(stores.admin)
      .filter(({ state }) => state === 'revoked')
      .map((row) => [row.signing_key.toString('hex'), row.revoked_since ?? row.valid_until]),
  );
  return directoryPayload.parse({
    schema_version: DIRECTORY_VERSION,
    number: (readSetting(stores.admin, ISSUED, z.int()) ?? 0) + 1,
    lists: { number, agreed_on: agreedOn, codes: [...agreedCodes(stores.admin)] },
    protection: policyToTravel(stores.admin),
    providers: listProviders(stores.admin, 'listed').map(({ row, answers, services }) => ({
      id: row.provider_id,
      answers: asked('provider', answers),
      services: services.map((service) => asked('provider_service', service.answers)),
    })),
    revocations: [...keys].map(([key, since]) => ({ key, since })),
    anchors: [],
  });
}

/** What the packages of a centre showed of its journal; a package in quarantine or unconfirmed accuses nobody. */
function anchorsOf({ stores }: OpenSession, card: CardPayload): DirectoryPayload['anchors'] {
  return packagesOfSite(stores.admin, card.code, 'gbv')
    .filter(({ state, unconfirmed }) => state !== 'quarantined' && unconfirmed === null)
    .map((row) => aggregatePayload.parse(JSON.parse(row.payload)))
    .filter(({ header }) => header.structure_code === card.structure_code)
    .map(({ witness: { anchor, head } }) => ({ anchor, head }));
}

const NO_SIGNING_KEY = {
  fr: 'Votre compte n’a pas la clé de signature de ce bureau. Rien n’est parti.',
  en: 'Your account does not have the signing key of this office. Nothing has left.',
};

const NO_SITE = {
  fr: 'Aucune carte de centre n’est confirmée. Rien n’est parti.',
  en: 'No card of a centre is confirmed. Nothing has left.',
};
