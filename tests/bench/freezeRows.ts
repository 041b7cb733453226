import type { LargeCentre } from './centre.ts';
import { compare, timeOf, type Row } from './measure.ts';

const TRIES = 3;

/** The freeze of a month in the supervisor's session (security T23): facts opened, counted, protected, attacked, written; beside its preview, which writes nothing. */
export async function freezeRows({ ask, unlock, lock, passphrase }: LargeCentre): Promise<readonly Row[]> {
  await unlock('SUP');
  const { months } = await ask('months.list', {});
  const ended = months.slice(1).map(({ month }) => month);
  const given = { passphrase, comment: '', secureDatabase: 'no', harmonisedTools: 'yes', serviceGaps: new Array<string>() } as const;
  let turn = 0;
  const month = (): string => ended[turn] ?? '';
  const freeze = async () => {
    const spent = await timeOf(() => ask('months.freeze', { ...given, month: month() }));
    turn += 1;
    return spent;
  };
  const preview = () => timeOf(() => ask('months.preview', { month: month() }));
  try {
    return [await compare({ name: 'freeze of a month', run: freeze }, { name: 'preview of a month', run: preview }, TRIES)];
  } finally {
    await lock();
  }
}
