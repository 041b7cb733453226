import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import {
  NO_BASIS,
  SETTING_OF,
  SITUATIONS,
  SITUATION_WORDS,
  missingBasis,
  situationOfSetting,
  type ReportingBasis,
  type ReportingRule,
  type Situation,
} from '../../../shared/rules/mandatoryReporting.ts';
import type { Text } from '../../../shared/text.ts';
import { formatDate, isDate } from '../../../shared/time.ts';
import { requireSession, today, type Host, type OpenSession } from '../../host.ts';
import { canonicalJson, context } from '../../keys/canonical.ts';
import { sha256 } from '../../keys/primitives.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { waitingActs } from '../../store/accounts/rosterActs.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { listSettings, readSetting, writeSetting } from '../../store/settings.ts';
import { transaction } from '../../store/base/sql.ts';
import { readSite, updateMandatoryText } from '../../store/roster/staff.ts';

/** The settings that hold the structure's channel and the basis of each situation; the text read to the person has its column in the site. */
const CHANNEL = 'reporting.channel';
const BASIS_OF = (situation: Situation) => `reporting.${situation}`;

const basisSchema = z.strictObject({
  authority: z.string(),
  delayDays: z.int().nullable(),
  reference: z.string(),
  checkedOn: z.string().nullable(),
});

/** The basis stored in the base; a value of unknown form is no basis. */
function basisOf({ admin }: OpenStores, situation: Situation): ReportingBasis {
  return readSetting(admin, BASIS_OF(situation), basisSchema.catch(NO_BASIS)) ?? NO_BASIS;
}

/** What two sign with the switch of a duty: its authority, time limit, text and date of the lawyer's check. Other words are other signatures. Base64url, 43 signs. */
function digestOf(situation: Situation, { authority, delayDays, reference, checkedOn }: ReportingBasis): string {
  const words = canonicalJson({ authority, delayDays, reference, checkedOn });
  return sha256(context('reporting/basis', { text: situation }, { text: words })).toString('base64url');
}

/** The digest that a proposal of this setting is signed under; undefined for a setting that is only a number. */
export function signedUnder(stores: OpenStores, key: string): string | undefined {
  const situation = situationOfSetting(key);
  return situation === null ? undefined : digestOf(situation, basisOf(stores, situation));
}

/**
 * The four situations as the site has them. A situation is out of force, whatever its switch, when its basis is missing or differs from the basis that two
 * signed: nobody is informed of a duty on words that one person put in the base (reference §5.2).
 */
export function reportingRules({ stores, settings }: Pick<OpenSession, 'stores' | 'settings'>): readonly ReportingRule[] {
  const switched = new Map(listSettings(stores.admin).map(({ key, changed_at }) => [key, changed_at]));
  return SITUATIONS.map((situation) => {
    const basis = basisOf(stores, situation);
    const since = switched.get(SETTING_OF[situation]) ?? 0;
    const switchedOn = settings[SETTING_OF[situation]] === 1;
    const inForce =
      switchedOn && missingBasis(basis).length === 0 && stores.roster.under.get(SETTING_OF[situation]) === digestOf(situation, basis);
    return { situation, ...basis, since, inForce, unproved: switchedOn && !inForce };
  });
}

/** The structure's own channel for sexual exploitation and abuse, in words; empty until somebody writes it. */
export function channelWords({ admin }: OpenStores): string {
  return readSetting(admin, CHANNEL, z.string()) ?? '';
}

/** What the person hears before the account, on what basis, and what is still missing (reference §5.2, §3.41). */
export function readReporting(host: Host): Output<'mandatoryReporting.read'> {
  const session = requireSession(host);
  const { stores } = session;
  const waiting = waitingSwitches(stores, host.now().getTime());
  return {
    rules: reportingRules(session).map(({ situation, authority, delayDays, reference, checkedOn, inForce, unproved }) => ({
      situation,
      authority,
      delayDays,
      reference,
      checkedOn,
      inForce,
      unproved,
      title: SITUATION_WORDS[situation],
      key: SETTING_OF[situation],
      waits: waiting.has(situation),
      missing: [...missingBasis({ authority, delayDays, reference, checkedOn })],
    })),
    explanation: readSite(stores.admin).mandatory_text ?? '',
    channel: channelWords(stores),
    maySave: stores.user.role === 'administrator',
  };
}

/** One person writes the text read to the person and the channel; the journal records the change. */
export function saveWords(input: Input<'mandatoryReporting.saveWords'>, host: Host): Output<'mandatoryReporting.saveWords'> {
  const { stores } = requireSession(host);
  const at = host.now().getTime();
  const [explanation, channel] = [input.explanation.trim(), input.channel.trim()];
  transaction(stores.admin, (db) => {
    if (explanation !== (readSite(db).mandatory_text ?? '')) {
      updateMandatoryText(db, explanation === '' ? null : explanation);
      appendJournal(db, stores.actor, { kind: 'setting.change', detail: { key: 'site_mandatory_text' } }, at);
    }
    if (channel !== channelWords(stores)) {
      writeSetting(db, CHANNEL, channel, stores.user.userId, at);
      appendJournal(db, stores.actor, { kind: 'setting.change', detail: { key: CHANNEL } }, at);
    }
  });
  return {};
}

/**
 * The basis of one situation. What two signed is not changed under their signatures: it is put out of force first, by one person, and signed again.
 * Throws Refused `conflict`, `invalid`.
 */
export function saveBasis(
  { situation, ...input }: Input<'mandatoryReporting.saveBasis'>,
  host: Host,
): Output<'mandatoryReporting.saveBasis'> {
  const { stores, settings } = requireSession(host);
  const at = host.now().getTime();
  if (settings[SETTING_OF[situation]] === 1) throw new Refused('conflict', IN_FORCE);
  if (waitingSwitches(stores, at).has(situation)) throw new Refused('conflict', WAITS);
  const { checkedOn } = input;
  if (checkedOn !== null && (!isDate(checkedOn) || checkedOn > today(host))) throw new Refused('invalid', FUTURE, { checkedOn: FUTURE });
  const basis = { ...input, authority: input.authority.trim(), reference: input.reference.trim() };
  transaction(stores.admin, (db) => {
    writeSetting(db, BASIS_OF(situation), basis, stores.user.userId, at);
    appendJournal(db, stores.actor, { kind: 'setting.change', detail: { key: BASIS_OF(situation) } }, at);
  });
  return {};
}

/** A switch of a duty is signed only over a whole basis, at its first signature and at its second. Throws Refused `conflict`; other settings pass. */
export function assertBasis(stores: OpenStores, key: string): void {
  const situation = situationOfSetting(key);
  if (situation !== null && missingBasis(basisOf(stores, situation)).length > 0) throw new Refused('conflict', NOT_FILLED);
}

/** The second signature is given under the words of the first. Throws Refused `conflict` when they changed in between. */
export function assertSameWords(stores: OpenStores, key: string, under: string | undefined): void {
  if (signedUnder(stores, key) !== under) throw new Refused('conflict', OTHER_WORDS);
}

/** What the second person signs, line by line; nothing for a setting that is only a number. */
export function underSwitch(stores: OpenStores, key: string): Text[] {
  const situation = situationOfSetting(key);
  if (situation === null) return [];
  const { authority, delayDays, reference, checkedOn } = basisOf(stores, situation);
  return [
    { fr: `Autorité\u00a0: ${authority}`, en: `Authority: ${authority}` },
    { fr: `Délai\u00a0: ${delayWords(delayDays).fr}`, en: `Time limit: ${delayWords(delayDays).en}` },
    { fr: `Texte\u00a0: ${reference}`, en: `Text: ${reference}` },
    ...(checkedOn === null
      ? []
      : [
          {
            fr: `Vérifié par un·e juriste le ${formatDate(checkedOn, 'fr')}`,
            en: `Checked by a lawyer on ${formatDate(checkedOn, 'en')}`,
          },
        ]),
  ];
}

function delayWords(days: number | null): Text {
  if (days === null) return { fr: 'aucun fixé', en: 'none set' };
  return days === 0 ? { fr: 'sans délai', en: 'at once' } : { fr: `${days} j`, en: `${days} d` };
}

/** Situations whose first signature is there. */
function waitingSwitches(stores: OpenStores, at: number): ReadonlySet<Situation> {
  const found = waitingActs(stores, at).flatMap(({ body }) => (body.kind === 'setting.weaken' ? [situationOfSetting(body.key)] : []));
  return new Set(found.filter((situation) => situation !== null));
}

const NOT_FILLED = {
  fr: 'Il manque l’autorité, le texte ou la date de vérification par un·e juriste. Rien n’a été mis en vigueur.',
  en: 'The authority, the text or the date of the lawyer’s check is missing. Nothing was put in force.',
};
const OTHER_WORDS = {
  fr: 'Ces mots ne sont plus ceux de la première signature. Rien n’a été mis en vigueur\u00a0: écartez la proposition, relisez le texte, puis proposez de nouveau.',
  en: 'These words are no longer those of the first signature. Nothing was put in force: set the proposal aside, read the text again, then propose anew.',
};
const IN_FORCE = {
  fr: 'Cette situation est en vigueur. Mettez-y fin d’abord, puis changez-la\u00a0: deux personnes la signeront de nouveau.',
  en: 'This situation is in force. End it first, then change it: two people will sign it again.',
};
const WAITS = {
  fr: 'Une signature attend sur ces mots. Elle est à donner ou à écarter d’abord (Réglages).',
  en: 'A signature waits under these words. It is to be given or set aside first (Settings).',
};
const FUTURE = { fr: 'La date de vérification ne peut pas être dans le futur.', en: 'The date of the check cannot be in the future.' };
