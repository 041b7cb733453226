import { z } from 'zod';
import type { Input, Output } from '../../shared/contract.ts';
import { Refused } from '../../shared/failure.ts';
import { MOST_AGREED, listChanges, newCode, withAgreed, type ListRefusal } from '../../shared/forms/lists/agreed.ts';
import { listsInForce, type AgreedCode } from '../../shared/forms/lists/inForce.ts';
import type { Text } from '../../shared/text.ts';
import { requireSession, today, type Host, type OpenSession } from '../host.ts';
import type { ReadableDb, WritableDb } from '../store/base/database.ts';
import { appendJournal } from '../store/journal/journal.ts';
import { agreedCodes, writeAgreedCodes } from '../store/exchange/lists.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { transaction } from '../store/base/sql.ts';

const VERSION = 'lists.version';
const version = z.strictObject({ number: z.int(), agreedOn: z.string().nullable(), from: z.string().nullable() });
type Version = z.infer<typeof version>;
/** `revision` counts the changes made here, whatever their number: a screen reads the lists again when it is another one. */
const written = version.extend({ revision: z.int() });
const REFERENCE = { number: 0, agreedOn: null, from: null, revision: 0 };

/** The lists in force, as what differs from the reference: every screen reads its words and choices from it. */
export function readLists(_input: Input<'lists.read'>, host: Host): Output<'lists.read'> {
  const { stores } = requireSession(host);
  return { ...listsVersion(stores.admin), codes: [...agreedCodes(stores.admin)] };
}

/** Number, day and origin of the lists in force. */
export function listsVersion(db: ReadableDb<'admin'>): Version {
  const { number, agreedOn, from } = readSetting(db, VERSION, written) ?? REFERENCE;
  return { number, agreedOn, from };
}

/** How often the lists were changed here; 0: they are those of the reference. */
export function listsRevision(db: ReadableDb<'admin'>): number {
  return (readSetting(db, VERSION, written) ?? REFERENCE).revision;
}

/**
 * One code as the sub-cluster agreed it, on the desk of its focal point: added, reworded, retired from a day on or offered again (reference part 4, head). Throws Refused
 * `invalid` with what it would break.
 */
export function agreeOnCode(input: Input<'lists.agree'>, host: Host): Output<'lists.agree'> {
  const session = requireSession(host);
  const { admin } = session.stores;
  const here = agreedCodes(admin);
  const code = input.code ?? newCode(input.list, input, here);
  const { agreed, refusal } = withAgreed(here, [{ ...input, code }]);
  if (refusal !== null) throw new Refused('invalid', NOT_AGREED[refusal]);
  if (agreed.length > MOST_AGREED) throw new Refused('invalid', TOO_MANY);
  const before = listsVersion(admin);
  if (listChanges(here, agreed).length === 0) return before;
  const next = { number: before.number + 1, agreedOn: today(host), from: null };
  const at = host.now().getTime();
  transaction(admin, (db) => {
    enterLists(db, session, agreed, next, at);
    appendJournal(db, session.stores.actor, { kind: 'lists.agree', detail: { list: input.list, number: next.number } }, at);
  });
  takeUpLists(session);
  return next;
}

/** Writes an agreement and its version, in the caller's transaction. */
export function enterLists(
  db: WritableDb<'admin'>,
  { stores }: OpenSession,
  agreed: readonly AgreedCode[],
  next: Version,
  at: number,
): void {
  writeAgreedCodes(db, agreed);
  writeSetting(db, VERSION, { ...next, revision: listsRevision(db) + 1 }, stores.user.userId, at);
}

/** The session takes up the lists as they are written. */
export function takeUpLists(session: OpenSession): void {
  session.lists = listsInForce(agreedCodes(session.stores.admin));
}

const NOT_AGREED: Readonly<Record<ListRefusal, Text>> = {
  sharedList: {
    fr: 'Cette liste est la même pour tous les centres\u00a0: elle ne change pas. Rien n’a été modifié.',
    en: 'This list is the same for all centres: it does not change. Nothing was changed.',
  },
  codeReused: {
    fr: 'Un choix garde pour toujours son sens. Ajoutez-en un nouveau. Rien n’a été modifié.',
    en: 'A choice keeps its meaning for ever. Add a new one. Nothing was changed.',
  },
  countsNowhere: {
    fr: 'Dites sous quel choix de la référence celui-ci est compté. Rien n’a été modifié.',
    en: 'Say under which choice of the reference this one is counted. Nothing was changed.',
  },
  neededCode: {
    fr: 'Ce choix doit rester\u00a0: une règle de l’application, ou toute personne à qui rien d’autre ne convient, en a besoin. Rien n’a été modifié.',
    en: 'This choice must stay: a rule of the application needs it, or anybody whom nothing else fits. Nothing was changed.',
  },
  sameWords: {
    fr: 'Un autre choix de cette liste porte déjà ce nom. Donnez-en un autre. Rien n’a été modifié.',
    en: 'Another choice of this list already has this name. Give another one. Nothing was changed.',
  },
};
const TOO_MANY = {
  fr: `Plus de ${MOST_AGREED} choix ont été changés\u00a0: c’est le plus qui se transmet. Rien n’a été modifié.`,
  en: `More than ${MOST_AGREED} choices were changed: it is the most that travels. Nothing was changed.`,
};
