import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { CaseSession } from '../../host.ts';
import { hk, randomSecret, secretCopy } from '../../keys/primitives.ts';
import { readSealedMessage, toCounting, writeSealedMessages } from '../../store/caseRecords/sealedMessages.ts';
import { transaction } from '../../store/base/sql.ts';

const written = z.strictObject({ key: z.hex().length(64) });

/**
 * The rounding key of this centre, made once and sealed to the accounts that may freeze a month of the programme. It never leaves, and the same month rounds
 * the same way for each of them (disclosure §4.3). A person who may not freeze sees her or his own cases rounded by a key of her or his own. The caller zeroes
 * it.
 */
export function roundingKey({ stores }: CaseSession, programme: 'gbv'): Buffer {
  const counts = stores.principals.some(({ principal }) => principal.kind === 'counting' && principal.programme === programme);
  if (!counts) return hk(stores.keys.user.userSecret, 'rounding');
  const subjectId = stores.roster.siteId;
  const kept = readSealedMessage(stores.cases, stores, 'rounding.key', subjectId);
  if (kept !== null) return secretCopy(Buffer.from(written.parse(kept).key, 'hex'));
  const key = randomSecret();
  const recipients = toCounting(stores.roster, programme);
  transaction(stores.cases, (db) => writeSealedMessages(db, stores, recipients, 'rounding.key', subjectId, { key: key.toString('hex') }));
  return key;
}
