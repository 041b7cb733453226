import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import type { ProtectionChange } from '../../../shared/contract/directory.ts';
import type { DirectoryPayload } from '../../../shared/exchange/directory.ts';
import { PACKAGE_MODES } from '../../../shared/exchange/payload.ts';
import { Refused } from '../../../shared/failure.ts';
import {
  DEFAULT_POLICY,
  POLICY_KEYS,
  isSoundPolicy,
  policyChanges,
  type AgreedPolicy,
  type PolicyKey,
} from '../../../shared/rules/months/protectionPolicy.ts';
import { requireSession, today, type Host, type OpenSession } from '../../host.ts';
import type { ReadableDb, WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { proposeAct, waitingActs } from '../../store/accounts/rosterActs.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import { transaction } from '../../store/base/sql.ts';
import { settingsOf } from '../session/settingsInForce.ts';

const POLICY = 'protection.policy';
const written = z
  .strictObject({
    number: z.int(),
    agreedOn: z.string().nullable(),
    from: z.string().nullable(),
    mode: z.enum(PACKAGE_MODES),
    smallCellThreshold: z.int(),
    smallCellWidth: z.int(),
    smallStructure: z.int(),
  })
  .refine(isSoundPolicy);
type Written = z.infer<typeof written>;

/** The policy as it was agreed last, or the defaults; what is no policy any more counts as none. */
export function policyOf(db: ReadableDb<'admin'>): Written {
  return readSetting(db, POLICY, written) ?? { number: 0, agreedOn: null, from: null, ...DEFAULT_POLICY };
}

/** The policy as a directory carries it. */
export function policyToTravel(db: ReadableDb<'admin'>): DirectoryPayload['protection'] {
  const policy = policyOf(db);
  return { number: policy.number, agreed_on: policy.agreedOn, ...agreedIn(policy) };
}

/** How small counts are protected: what was agreed, and what counts here. */
export function readPolicy(_input: Input<'protection.read'>, host: Host): Output<'protection.read'> {
  const { stores, settings } = requireSession(host);
  const { smallCellThreshold, smallCellWidth, smallStructure } = settings;
  return { ...policyOf(stores.admin), inForce: { smallCellThreshold, smallCellWidth, smallStructure } };
}

/** What the sub-cluster agreed, on the desk of its focal point. Throws Refused `invalid` for what no centre could take. */
export function agreePolicy(input: Input<'protection.agree'>, host: Host): Output<'protection.agree'> {
  const { stores } = requireSession(host);
  if (!isSoundPolicy(input)) throw new Refused('invalid', UNSOUND);
  const { number, agreedOn, from, ...before } = policyOf(stores.admin);
  if (number > 0 && before.mode === input.mode && POLICY_KEYS.every((key) => before[key] === input[key])) return { number, agreedOn, from };
  const next = { number: number + 1, agreedOn: today(host), from: null };
  const at = host.now().getTime();
  transaction(stores.admin, (db) => {
    writeSetting(db, POLICY, { ...next, ...agreedIn(input) }, stores.user.userId, at);
    appendJournal(db, stores.actor, { kind: 'protection.agree', detail: { number: next.number, mode: input.mode } }, at);
  });
  return next;
}

/** What a policy that came would change here, or null. */
export function policyChange({ stores, settings }: OpenSession, { protection }: DirectoryPayload): ProtectionChange | null {
  const here = policyOf(stores.admin);
  const { stronger, weaker } = policyChanges(protection, settings);
  const isSame = here.number > 0 && protection.mode === here.mode && POLICY_KEYS.every((key) => protection[key] === here[key]);
  if (protection.number === 0 || isSame) return null;
  const changesOf = (keys: readonly PolicyKey[]) => keys.map((key) => ({ key, was: settings[key], is: protection[key] }));
  return {
    number: protection.number,
    mode: { was: here.mode, is: protection.mode },
    stronger: changesOf(stronger),
    weaker: changesOf(weaker),
  };
}

/**
 * Enters a policy in the caller's transaction. Stronger protection is in force at once; weaker protection is only recorded, and changes nothing until two sign
 * (`proposeWeakened`). Nothing goes under the least of the settings.
 */
export function enterPolicy(db: WritableDb<'admin'>, session: OpenSession, payload: DirectoryPayload, from: string, at: number): void {
  const change = policyChange(session, payload);
  if (change === null) return;
  const { stores } = session;
  const { number, agreed_on: agreedOn } = payload.protection;
  writeSetting(db, POLICY, { number, agreedOn, from, ...agreedIn(payload.protection) }, stores.user.userId, at);
  appendJournal(db, stores.actor, { kind: 'protection.enter', detail: { number, mode: payload.protection.mode } }, at);
  for (const { key, is } of change.stronger) {
    writeSetting(db, key, is, stores.user.userId, at);
    appendJournal(db, stores.actor, { kind: 'suppression.change', detail: { key } }, at);
  }
}

/** First of the two signatures under each protection that the policy would weaken; the second is given on the page of the settings. */
export function proposeWeakened(session: OpenSession, change: ProtectionChange | null, at: number): void {
  const { stores } = session;
  session.settings = settingsOf(stores);
  const waiting = waitingActs(stores, at).flatMap(({ body }) => (body.kind === 'setting.weaken' ? [body.key] : []));
  for (const { key, is } of change?.weaker ?? [])
    if (!waiting.includes(key)) proposeAct(stores, { kind: 'setting.weaken', key, value: is }, at);
}

function agreedIn({ mode, smallCellThreshold, smallCellWidth, smallStructure }: AgreedPolicy): AgreedPolicy {
  return { mode, smallCellThreshold, smallCellWidth, smallStructure };
}

const UNSOUND = {
  fr: 'Ces valeurs sont hors des bornes, ou la largeur du doute atteint le seuil. Rien n’a été modifié.',
  en: 'These values are out of bounds, or the width of the doubt reaches the threshold. Nothing was changed.',
};
