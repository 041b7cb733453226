import { holdsCases } from '../../electron/host.ts';
import { personsAsRead } from '../../electron/services/search/knownPersons.ts';
import type { LargeCentre } from './centre.ts';
import { compare, timeOf, type Row } from './measure.ts';

/** Typed letter by letter; names of the invented registers, one of them misspelt, and a telephone. */
const TYPED = ['koulibaly aminata', 'exemplette fiction', 'diara', '0000'];

/** The search by name in the supervisor's session, who reads every case: names read when it is opened, then one answer a key, beside a plain look through the same names. */
export async function searchRows({ application, ask, unlock, lock }: LargeCentre): Promise<readonly Row[]> {
  await unlock('SUP');
  try {
    const opened = {
      name: 'search opened: the names of all cases read',
      run: () => timeOf(() => ask('search.open', { reason: 'other' })),
    };
    const first = await opened.run();
    const keys = TYPED.flatMap((text) => Array.from(text, (_, place) => text.slice(0, place + 1)));
    let turn = 0;
    const next = (): string => keys[(turn += 1) % keys.length] ?? '';
    const names = namesOf(application);
    const search = { name: 'search at a key', run: () => timeOf(() => ask('search.persons', { typed: next() })) };
    const plain = {
      name: `${names.length} names looked through for the letters`,
      run: () => timeOf(() => names.filter((name) => name.includes(next()))),
    };
    return [
      { name: opened.name, unit: 'ms', p50: Math.round(first), p95: Math.round(first), reference: null, ratio: null },
      await compare(search, plain, keys.length * 2),
    ];
  } finally {
    await lock();
  }
}

function namesOf({ host }: LargeCentre['application']): readonly string[] {
  const { session } = host;
  if (session === null || !holdsCases(session)) throw new Error('no session of a case role');
  return [...personsAsRead(session).profiles.values()].map(({ name }) => name.words.map(({ plain }) => plain).join(' '));
}
