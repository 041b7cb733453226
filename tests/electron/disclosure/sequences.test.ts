import { expect, it } from 'vitest';
import { sequences } from '../../disclosure/sequences.ts';

it(
  'months, versions, quarters and late entries together reveal nothing, and each refusal has its cause (disclosure §8.3)',
  { timeout: 600_000 },
  async () => {
    const { notes, ...counts } = await sequences(1, 20_261_129);
    expect(counts, notes.join('\n')).toMatchObject({ tries: 1, lost_confirmed: 0, corrupt_accepted: 0, hung: 0, crashed: 0 });
  },
);
