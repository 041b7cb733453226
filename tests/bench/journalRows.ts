import { hmac, sha256 } from '../../electron/keys/primitives.ts';
import { appendAtOnce, headOf } from '../../electron/store/journal/journal.ts';
import { transaction } from '../../electron/store/base/sql.ts';
import { verify } from '../support/tampering.ts';
import { TEST_TIME, casesOf, temporaryCentre } from '../support/temporaryStore.ts';
import { compare, timeOf, type Row } from './measure.ts';

const ENTRIES = 100_000;
const ENTRY_BYTES = 320;
const TRIES = 3;

/** A journal of 100,000 entries verified from its first line (security §6.1), beside the arithmetic it cannot do without: one MAC and one next key an entry. */
export async function journalRows(): Promise<readonly Row[]> {
  const centre = await temporaryCentre([]);
  try {
    return await centre.as('SUP', async (session) => {
      const db = casesOf(session);
      transaction(db, (writable) => {
        for (let seq = headOf(writable)?.seq ?? 0; seq < ENTRIES;)
          seq = appendAtOnce(writable, session.actor, { kind: 'case.read', object: session.user.userId, detail: {} }, TEST_TIME + seq);
      });
      const verified = {
        name: `journal of ${ENTRIES} entries verified`,
        run: () => timeOf(() => assertWhole(verify({ session, db }).whole)),
      };
      return [await compare(verified, { name: `${ENTRIES} MACs and next keys alone`, run: () => timeOf(chainAlone) }, TRIES)];
    });
  } finally {
    centre.remove();
  }
}

function assertWhole(whole: boolean): void {
  if (!whole) throw new Error('the journal that is measured is not whole');
}

function chainAlone(): void {
  const content = Buffer.alloc(ENTRY_BYTES, 'x');
  let key = sha256(content);
  for (let entry = 0; entry < ENTRIES; entry += 1) {
    hmac(key, content);
    key = sha256(key);
  }
}
