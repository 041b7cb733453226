import { Buffer } from 'node:buffer';
import { Refused } from '../../../shared/failure.ts';
import { OPEN_STATES } from '../../../shared/rules/cases/caseState.ts';
import { MERGED_FORMS, type MergedForm } from '../../../shared/rules/cases/merge.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import type { Text } from '../../../shared/text.ts';
import { requireCaseSession, type CaseSession, type Host } from '../../host.ts';
import { canonicalJson } from '../../keys/canonical.ts';
import { sha256 } from '../../keys/primitives.ts';
import { hasDrafts } from '../../store/caseRecords/drafts.ts';
import { readNotices } from '../../store/caseRecords/notices.ts';
import { waitingPair, type WaitingPair } from '../../store/duplicates/pairs.ts';
import { listRecords } from '../../store/caseRecords/records.ts';
import type { CaseRow, RecordRow } from '../../store/base/casesTables.ts';
import { approvalsOf } from '../../store/caseRecords/tasks.ts';
import { mayRead, stateOf, withCase, wholeAnswers, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { MERGE, revisionsOf } from './mergeRecord.ts';
import { withoutGroupings } from '../caseRecords/storage.ts';

/** The two files of a pair, both opened, for the time of one operation. */
export type Sides = { readonly pair: WaitingPair; readonly survivor: OpenedCase; readonly ended: OpenedCase };

/** The older file survives, unless the later one is another team's: a supervisor ends only files of her own team. */
export function sidesOf(session: CaseSession, { left, right }: WaitingPair): { readonly leaves: CaseRow; readonly stays: CaseRow } {
  const [older, later] =
    left.created_at < right.created_at || (left.created_at === right.created_at && left.code < right.code) ? [left, right] : [right, left];
  return mayRead(session, later) ? { leaves: later, stays: older } : { leaves: older, stays: later };
}

/** A pair that waits, of this supervisor's team. Throws Refused `notFound`. */
export function pairOf(session: CaseSession, pairId: string): WaitingPair {
  const { stores } = session;
  const pair = waitingPair(stores.cases, stores, stores.user.teamId ?? '', pairId);
  if (pair === undefined) throw new Refused('notFound', NO_PAIR);
  return pair;
}

/** Opens both files of a pair that may be merged. Throws Refused: `notFound` where one of them is not this team's, `conflict` with what prevents it. */
export function withSides<Result>(host: Host, pairId: string, act: (sides: Sides) => Result): Result {
  const session = requireCaseSession(host);
  const pair = pairOf(session, pairId);
  const { leaves, stays } = sidesOf(session, pair);
  if (!mayRead(session, leaves) || !mayRead(session, stays)) throw new Refused('notFound', ONE_IS_CLOSED);
  return withCase(host, stays.case_id, (survivor) =>
    withCase(host, leaves.case_id, (ended) => {
      const obstacle = obstacleOf(survivor, ended);
      if (obstacle !== null) throw new Refused('conflict', obstacle);
      return act({ pair, survivor, ended });
    }),
  );
}

/** Why two files cannot be merged now, in words; null when they can. */
function obstacleOf(survivor: OpenedCase, ended: OpenedCase): Text | null {
  const { cases } = survivor.session.stores;
  const ids = [survivor.row.case_id, ended.row.case_id];
  if ([survivor, ended].some(({ row }) => !OPEN_STATES.some((state) => state === stateOf(row)))) return NOT_OPEN;
  if (survivor.row.program !== ended.row.program) return OTHER_PROGRAMME;
  if (contradicts(survivor.row, ended.row)) return OTHER_CONSENT;
  if (hasDrafts(cases, ids)) return TYPED;
  if (ids.some((caseId) => approvalsOf(cases, caseId).some(({ state }) => state === 'requested'))) return WAITING;
  const kept = readNotices(cases, survivor.session.stores).get(ended.row.case_id) ?? [];
  return kept.includes(survivor.row.owner_id) ? CONFLICT : null;
}

/**
 * The person alone decides of her consent: where two files say otherwise, nobody chooses for her. To statistics it must be the same to the letter, a blank being
 * no yes: every incident of the file is counted by it (reference §5.1.1, §5.7).
 */
function contradicts(one: CaseRow, other: CaseRow): boolean {
  const differ = (left: string | null, right: string | null): boolean => left !== null && right !== null && left !== right;
  return (
    one.consent_reporting !== other.consent_reporting ||
    differ(one.consent_services, other.consent_services) ||
    differ(one.consent_contact, other.consent_contact)
  );
}

/** The newest record of a form with its answers, or null. */
export function newestOf(
  { session, keys, row }: OpenedCase,
  form: MergedForm,
): { readonly record: RecordRow; readonly answers: Answers } | null {
  const record = listRecords(session.stores.cases, row.case_id, form).at(-1);
  if (record === undefined) return null;
  return { record, answers: withoutGroupings(wholeAnswers(session.stores.cases, keys, row.site_id, record)) };
}

/**
 * Records of the file that ends that are carried as they are: all but the newest of each form whose answers are chosen, and closures never decided, and what an
 * earlier merge did to it.
 */
export function carriedRecords({ session, row }: OpenedCase, isDecided: (closure: RecordRow) => boolean): readonly RecordRow[] {
  const records = listRecords(session.stores.cases, row.case_id);
  const chosen = new Set(MERGED_FORMS.map((form) => records.filter((record) => record.form === form).at(-1)?.record_id));
  return records.filter(
    (record) => record.form !== MERGE && !chosen.has(record.record_id) && (record.form !== 'closure_gbv' || isDecided(record)),
  );
}

/** A digest of both files in their present state: what was previewed is what is merged, or nothing is. */
export function signOf({ survivor, ended }: Pick<Sides, 'survivor' | 'ended'>): string {
  const { cases } = survivor.session.stores;
  const seen = [survivor, ended].map(({ row }) => [row.case_id, row.revision, revisionsOf(cases, row.case_id)] as const);
  return sha256(Buffer.from(canonicalJson(seen), 'utf8')).toString('hex');
}

export const NO_PAIR = { fr: 'Cette paire n’est plus à trancher.', en: 'This pair is no longer to be settled.' };
const ONE_IS_CLOSED = {
  fr: 'L’un des deux dossiers n’est pas ouvert à votre équipe\u00a0: ils peuvent seulement être reliés.',
  en: 'One of the two cases is not open to your team: they can only be linked.',
};
const NOT_OPEN = {
  fr: 'Seuls deux dossiers ouverts se réunissent. L’un est clôturé, transféré, suspendu, en brouillon ou en attente de clôture\u00a0: rouvrez-le ou décidez-en d’abord, ou reliez-les seulement.',
  en: 'Only two open cases are merged. One is closed, transferred, suspended, a draft or waiting for its closure: reopen it or decide first, or link them only.',
};
const OTHER_PROGRAMME = {
  fr: 'Les deux dossiers ne sont pas du même programme. Mettez d’abord le même dans les deux enregistrements, ou reliez-les seulement.',
  en: 'The two cases are not of the same programme. First put the same one in both registrations, or link them only.',
};
const OTHER_CONSENT = {
  fr: 'Les deux dossiers ne disent pas la même chose du consentement. La personne seule en décide\u00a0: sa gestionnaire le lui redemande, puis les dossiers se réunissent.',
  en: 'The two cases do not say the same of consent. The person alone decides: her caseworker asks again, then the cases are merged.',
};
const TYPED = {
  fr: 'Un brouillon attend dans l’un des deux dossiers. Sa gestionnaire le termine ou l’efface d’abord.',
  en: 'A draft waits in one of the two cases. Its caseworker finishes or discards it first.',
};
const WAITING = {
  fr: 'Une demande attend votre décision dans l’un des deux dossiers. Décidez d’abord.',
  en: 'A request waits for your decision in one of the two cases. Decide first.',
};
const CONFLICT = {
  fr: 'La gestionnaire du dossier qui continue ne doit pas avoir l’autre. Confiez d’abord ce dossier à une autre personne.',
  en: 'The caseworker of the case that goes on must not have the other one. First give that case to someone else.',
};
