import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { POLICY_KEYS } from '../../../shared/rules/months/protectionPolicy.ts';
import { isDelayKey } from '../../../shared/rules/settings/delays.ts';
import { SETTINGS, SETTING_KEYS, isSettingKey, weakens, type SettingKey } from '../../../shared/rules/settings/settings.ts';
import { minuteOf, requireSession, type Host, type OpenSession } from '../../host.ts';
import type { Proposal, RosterBody } from '../../keys/rosterEntries.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { dropAct, mayConfirm, proposeAct, waitingActs } from '../../store/accounts/rosterActs.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { listSettings, writeSetting } from '../../store/settings.ts';
import { transaction } from '../../store/base/sql.ts';
import { followDelays } from './outdatedTasks.ts';
import { assertBasis, assertSameWords, signedUnder, underSwitch } from '../mandatoryReporting/legalBasis.ts';
import { signSecond } from '../accounts/secondSignature.ts';
import { confirmPassphrase } from '../session/personKeys.ts';
import { settingsOf } from '../session/settingsInForce.ts';

/** Settings that decide what may leave the centre: their change has its own line in the journal (reference §7.5). */
const SUPPRESSION: ReadonlySet<SettingKey> = new Set(POLICY_KEYS);

/** Every setting of the site with its value, and who changed it (reference §0.4); its reason and bounds are those of `SETTINGS`. */
export function readSettings(host: Host): Output<'settings.read'> {
  const { stores } = requireSession(host);
  const values = settingsOf(stores);
  const changed = new Map(listSettings(stores.admin).map((row) => [row.key, row]));
  return {
    settings: SETTING_KEYS.map((key) => {
      const row = changed.get(key);
      const person = row === undefined || row.changed_by === null ? undefined : stores.roster.users.get(row.changed_by);
      return {
        key,
        value: values[key],
        changedAt: row === undefined ? null : minuteOf(row.changed_at),
        changedBy: person?.staffCode ?? null,
      };
    }),
    waiting: waitingWeaker(stores, host.now().getTime()).map((proposal) => ({
      proposalId: proposal.body.id,
      key: proposal.body.key,
      value: proposal.body.value,
      under: underSwitch(stores, proposal.body.key),
      proposedBy: stores.roster.users.get(proposal.proposed.by)?.staffCode ?? '',
      proposedAt: minuteOf(proposal.body.at),
      mayConfirm: mayConfirm(stores, proposal),
    })),
    maySave: stores.user.role === 'administrator',
  };
}

/** One person may strengthen a protection; weakening one takes two (`proposeWeaker`). Throws Refused. */
export function saveSetting(input: Input<'settings.save'>, host: Host): Output<'settings.save'> {
  const session = requireSession(host);
  const { key, value } = boundedSetting(input);
  const current = settingsOf(session.stores)[key];
  if (weakens(key, current, value)) throw new Refused('forbidden', TAKES_TWO);
  if (value !== current) keepSetting(session, key, value, host.now().getTime());
  return {};
}

/** First signature under a weaker protection, with the passphrase asked again; somebody else confirms it (reference §0.4, security §2.4). Throws Refused. */
export async function proposeWeaker(input: Input<'settings.propose'>, host: Host): Promise<Output<'settings.propose'>> {
  await confirmPassphrase(host, input.passphrase);
  const { stores } = requireSession(host);
  const { key, value } = boundedSetting(input);
  if (!weakens(key, settingsOf(stores)[key], value)) throw new Refused('invalid', NOT_WEAKER);
  assertBasis(stores, key);
  const at = host.now().getTime();
  if (waitingWeaker(stores, at).some(({ body }) => body.key === key)) throw new Refused('conflict', WAITS_ALREADY);
  const under = signedUnder(stores, key);
  proposeAct(stores, { kind: 'setting.weaken', key, value, ...(under !== undefined && { under }) }, at);
  return {};
}

/** Second signature, under that other person's passphrase: the value is the site's from here. Throws Refused. */
export async function confirmWeaker(input: Input<'settings.confirm'>, host: Host): Promise<Output<'settings.confirm'>> {
  await confirmPassphrase(host, input.passphrase);
  const session = requireSession(host);
  const at = host.now().getTime();
  const { body } = weakerOf(session.stores, input.proposalId, at);
  const { key, value } = boundedSetting(body);
  assertBasis(session.stores, key);
  assertSameWords(session.stores, key, body.under);
  signSecond(session, input.proposalId, at, { gone: GONE, notTogether: NOT_TOGETHER });
  keepSetting(session, key, value, at);
  if (isDelayKey(key)) followDelays(host);
  return {};
}

/** Either person declines the proposal. */
export function declineWeaker({ proposalId }: Input<'settings.decline'>, host: Host): Output<'settings.decline'> {
  const { stores } = requireSession(host);
  const at = host.now().getTime();
  weakerOf(stores, proposalId, at);
  dropAct(stores, proposalId, at);
  return {};
}

type Weaker = Proposal & { readonly body: Extract<RosterBody, { readonly kind: 'setting.weaken' }> & { readonly key: SettingKey } };

function waitingWeaker(stores: OpenStores, at: number): readonly Weaker[] {
  return waitingActs(stores, at).filter(
    (proposal): proposal is Weaker => proposal.body.kind === 'setting.weaken' && isSettingKey(proposal.body.key),
  );
}

function weakerOf(stores: OpenStores, proposalId: string, at: number): Weaker {
  const found = waitingWeaker(stores, at).find(({ body }) => body.id === proposalId);
  if (found === undefined) throw new Refused('conflict', GONE);
  return found;
}

/** How many weaker protections wait for this person's signature. */
export function settingsToSign(stores: OpenStores, at: number): number {
  return waitingWeaker(stores, at).filter((proposal) => mayConfirm(stores, proposal)).length;
}

function boundedSetting({ key, value }: { readonly key: string; readonly value: number }): {
  readonly key: SettingKey;
  readonly value: number;
} {
  if (!isSettingKey(key)) throw new Refused('notFound', UNKNOWN);
  const { least, most } = SETTINGS[key];
  if (value < least || value > most) throw new Refused('invalid', outside(least, most));
  return { key, value };
}

function keepSetting(session: OpenSession, key: SettingKey, value: number, at: number): void {
  const { stores } = session;
  transaction(stores.admin, (db) => {
    writeSetting(db, key, value, stores.user.userId, at);
    appendJournal(db, stores.actor, { kind: SUPPRESSION.has(key) ? 'suppression.change' : 'setting.change', detail: { key } }, at);
  });
  session.settings = settingsOf(stores);
}

function outside(least: number, most: number) {
  return {
    fr: `Cette valeur doit être entre ${least} et ${most}. Rien n’a été modifié.`,
    en: `This value must be between ${least} and ${most}. Nothing was changed.`,
  };
}

const UNKNOWN = { fr: 'Ce réglage n’existe pas.', en: 'This setting does not exist.' };
const TAKES_TWO = {
  fr: 'Affaiblir une protection demande deux personnes\u00a0: proposez-la, l’autre la confirmera. Rien n’a été modifié.',
  en: 'Weakening a protection takes two people: propose it, the other will confirm it. Nothing was changed.',
};
const NOT_WEAKER = {
  fr: 'Cette valeur n’affaiblit rien\u00a0: une seule personne peut l’enregistrer. Rien n’a été modifié.',
  en: 'This value weakens nothing: one person can save it. Nothing was changed.',
};
const WAITS_ALREADY = {
  fr: 'Une proposition attend déjà pour ce réglage. Elle est à confirmer ou à écarter d’abord.',
  en: 'A proposal waits for this setting already. It is to be confirmed or set aside first.',
};
const GONE = {
  fr: 'Cette proposition n’attend plus. Rien n’a été modifié.',
  en: 'This proposal does not wait any more. Nothing was changed.',
};
const NOT_TOGETHER = {
  fr: 'Il faut l’administration et la supervision (ou le point focal), deux personnes différentes. Rien n’a été modifié.',
  en: 'It takes the administration and the supervision (or the focal point), two different people. Nothing was changed.',
};
