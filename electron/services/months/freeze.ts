import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { HINT_WORDS, commentHints } from '../../../shared/rules/months/comment.ts';
import { formatDate, monthOf, type IsoDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { typedName } from '../../../shared/rules/typed.ts';
import { today, type CaseSession, type Host } from '../../host.ts';
import { casesWithoutFacts } from '../../store/caseRecords/facts.ts';
import { lastEntry } from '../../store/journal/journal.ts';
import { transaction } from '../../store/base/sql.ts';
import { securedState } from '../backup/backup.ts';
import { endDraft } from '../caseRecords/drafts.ts';
import { checkWhole } from '../journal/check.ts';
import { assertStillOpen, NOTHING_LEFT } from '../session/sessionGuard.ts';
import { COUNTED_PROGRAMS, hiddenCounts, isProved, protectMonth, countableUnits } from './counts.ts';
import { recordMonth, type Leaving } from './record.ts';
import { openAllFacts } from '../caseRecords/openedFacts.ts';
import { lastReleased, mayHaveLeft } from './releaseLedger.ts';
import { contributionOf, keepContribution } from './sealed.ts';
import { confirmPassphrase } from '../session/personKeys.ts';

/** Freezes a month: counted in one read, protected, proved, written with its witness; a frozen month cannot change (reference §2.6). */
export async function freezeMonth(input: Input<'months.freeze'>, host: Host): Promise<Output<'months.freeze'>> {
  await confirmPassphrase(host, input.passphrase);
  const session = await openAllFacts(host);
  const { stores } = session;
  if (input.month >= monthOf(today(host))) throw new Refused('conflict', NOT_ENDED);
  if (lastReleased(stores.cases, input.month) !== undefined) throw new Refused('conflict', FROZEN);
  const restoredOn = mayHaveLeft(session, input.month);
  if (restoredOn !== null && input.neverLeft !== true) throw new Refused('conflict', mayHaveLeftWords(restoredOn));
  if (input.secureDatabase === 'yes' && !securedState(host).holds) throw new Refused('conflict', NOT_SECURED);
  const hints = commentHints(input.comment);
  if (hints.length > 0) throw new Refused('invalid', commentHolds(hints.map((hint) => HINT_WORDS[hint])));
  assertCountable(session, host);
  const counted = lastEntry(stores.cases)?.seq;
  const units = countableUnits(session);
  const frozen = await protectMonth(session, units, input.month);
  if (!isProved(frozen)) throw new Refused('conflict', NOT_PROVED);
  const contribution = frozen.mode === 'sealed' ? contributionOf(units, input.month) : null;
  assertStillOpen(host, session, NOTHING_LEFT);
  const leaving: Leaving = {
    counts: frozen.counts,
    tables: contribution === null ? frozen.tables : [],
    statement: input,
    threshold: session.settings.smallCellThreshold,
    mode: frozen.mode,
    former: null,
    note: restoredOn === null ? {} : { neverLeft: true },
  };
  transaction(stores.cases, (db) => {
    if (lastEntry(db)?.seq !== counted) throw new Refused('conflict', CHANGED_MEANWHILE);
    const at = host.now().getTime();
    recordMonth(db, session, leaving, at);
    if (contribution !== null) keepContribution(db, session, input.month, { contribution, custodians: null }, at);
    endDraft(db, session, { form: typedName('month', input.month), caseId: null, recordId: null });
  });
  return { version: 1, ...hiddenCounts(frozen) };
}

/** Every case can be counted, and the journal is whole or its tampering recorded (security §2.6, §6.3). Throws Refused. */
export function assertCountable({ stores }: CaseSession, host: Host): void {
  if (casesWithoutFacts(stores.cases, COUNTED_PROGRAMS).length > 0) throw new Refused('conflict', UNOPENED);
  checkWhole(stores, host.now().getTime());
}

/** A copy was restored since: the person who freezes first states that no report of the month had left. */
function mayHaveLeftWords(day: IsoDate): Text {
  return {
    fr: `Une copie a été remise ici le ${formatDate(day, 'fr')} : le rapport de ce mois était peut-être déjà parti. Demandez au point focal. S’il l’a, ce mois ne se fige plus ici : deux rapports différents du même mois en diraient trop. Rien n’est figé.`,
    en: `A copy was put back here on ${formatDate(day, 'en')}: the report of this month may have left before. Ask the focal point. If it is there, this month is not frozen here any more: two different reports of one month would tell too much. Nothing was frozen.`,
  };
}

function commentHolds(kinds: readonly Text[]): Text {
  const [fr, en] = [kinds.map((kind) => kind.fr).join(', '), kinds.map((kind) => kind.en).join(', ')];
  return {
    fr: `Le commentaire semble contenir ${fr}. Retirez-le : rien d’individuel ne part. Le mois n’est pas figé.`,
    en: `The comment seems to hold ${en}. Remove it: nothing about one person leaves. The month is not frozen.`,
  };
}

const NOT_ENDED = {
  fr: 'Ce mois n’est pas terminé. On ne fige qu’un mois fini. Rien n’a été modifié.',
  en: 'This month has not ended. Only a finished month is frozen. Nothing was changed.',
};
const FROZEN = {
  fr: 'Ce mois est déjà figé et ne change plus. Les entrées tardives compteront le mois suivant ; une erreur se corrige par « Corriger ce mois ».',
  en: 'This month is already frozen and no longer changes. Late entries will count in the next month; an error is corrected by “Correct this month”.',
};
const NOT_SECURED = {
  fr: '« Oui » demande une copie vérifiée depuis moins de 31 jours et un exercice de restauration depuis moins de 12 mois. Répondez « Non », ou faites-les d’abord. Rien n’a été figé.',
  en: '“Yes” asks for a verified copy less than 31 days old and a restore drill less than 12 months old. Answer “No”, or do them first. Nothing was frozen.',
};
const UNOPENED = {
  fr: 'Des dossiers ne peuvent pas être comptés avec votre accès. Le mois n’est pas figé : ouvrez « Vérifier » pour voir leurs codes.',
  en: 'Some cases cannot be counted with your access. The month is not frozen: open “Check” to see their codes.',
};
export const CHANGED_MEANWHILE = {
  fr: 'Quelque chose a été enregistré pendant le calcul. Le mois n’est pas figé : recommencez.',
  en: 'Something was saved during the computation. The month is not frozen: try again.',
};
const NOT_PROVED = {
  fr: 'La protection des tableaux n’a pas pu être prouvée. Rien ne part et le mois n’est pas figé.',
  en: 'The protection of the tables could not be proved. Nothing leaves and the month is not frozen.',
};
