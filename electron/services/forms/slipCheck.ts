import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { slipOf } from '../../../shared/rules/counting/groupings.ts';
import type { CaseSession } from '../../host.ts';
import { Unreadable } from '../../keys/primitives.ts';
import { withCaseKeys } from '../../store/caseRecords/caseKeys.ts';
import { briefCases, readCase } from '../../store/caseRecords/cases.ts';
import { isOwnSlip } from '../../store/caseRecords/slips.ts';
import { scopeOf } from '../caseRecords/caseAccess.ts';
import { openedRecords } from '../caseRecords/openedRecords.ts';

/**
 * A slip of this very centre brings nobody from another one: it is refused, with the code of its case where the session may open it, and links nothing
 * (reference §5.7). Throws Refused `invalid` on `slip_number`.
 */
export function assertOfOtherCentre(session: CaseSession, registration: Answers): void {
  const number = slipOf(registration);
  if (number === null || !isOwnSlip(session.stores.cases, number)) return;
  const words = ownSlip(caseOfSlip(session, number));
  throw new Refused('invalid', words, { slip_number: words });
}

/** Code of the case whose referral has this number, among those that the session lists and opens. */
function caseOfSlip(session: CaseSession, number: string): string | null {
  const { cases } = session.stores;
  for (const { case_id: caseId } of briefCases(cases, scopeOf(session))) {
    const row = readCase(cases, caseId);
    if (row !== undefined && hasReferral(session, caseId, row.site_id, number)) return row.code;
  }
  return null;
}

function hasReferral({ stores }: CaseSession, caseId: string, siteId: string, number: string): boolean {
  try {
    return withCaseKeys(stores.cases, stores, caseId, (keys) =>
      (openedRecords(stores.cases, keys, siteId, caseId, 'referral').get('referral') ?? []).some(
        ({ answers }) => answers['referral_code'] === number,
      ),
    );
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return false;
  }
}

function ownSlip(caseCode: string | null) {
  const [fr, en] =
    caseCode === null
      ? ['suivi par une autre personne\u00a0: dites-le à la supervision', 'followed by somebody else: tell the supervisor']
      : [`dans votre dossier ${caseCode}\u00a0: ouvrez-le plutôt`, `in your case ${caseCode}: open that one instead`];
  return {
    fr: `Cette fiche vient de votre propre centre, ${fr}. Sinon, videz cette question. Rien n’a été relié.`,
    en: `This slip comes from your own centre, ${en}. Otherwise empty this question. Nothing was linked.`,
  };
}
