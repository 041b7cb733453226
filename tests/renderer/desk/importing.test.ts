import { expect, test } from 'vitest';
import type { Verdict } from '../../../shared/contract/desk.ts';
import type { Failure } from '../../../shared/failure.ts';
import { BATCH, importInBatches, summaryOfVerdicts } from '../../../renderer/features/desk/importing.ts';
import type { ImportCall } from '../../../renderer/features/desk/importing.ts';

const TOKENS = Array.from({ length: 2 * BATCH + 5 }, (_, rank) => `token-${rank}`);
const FAILURE: Failure = { kind: 'locked', message: { fr: 'Session fermée.', en: 'Session closed.' } };

function verdict(label: string, kind: Verdict['verdict'] = 'accepted'): Verdict {
  return { label, verdict: kind, code: kind, message: { fr: 'Inventé.', en: 'Invented.' }, siteCode: null, month: null, version: null };
}

const accepting: ImportCall = ({ files }) => Promise.resolve({ ok: true, value: { verdicts: files.map((file) => verdict(file)) } });

test('every file goes once, in order, and the count grows batch by batch', async () => {
  const counts: number[] = [];
  const { verdicts, failure } = await importInBatches(
    TOKENS,
    accepting,
    (so) => counts.push(so.length),
    () => false,
  );
  expect(verdicts.map(({ label }) => label)).toEqual(TOKENS);
  expect(counts).toEqual([BATCH, 2 * BATCH, TOKENS.length]);
  expect(failure).toBeNull();
});

test('stopping keeps what is done', async () => {
  let done = 0;
  const { verdicts } = await importInBatches(
    TOKENS,
    accepting,
    (so) => (done = so.length),
    () => done >= BATCH,
  );
  expect(verdicts).toHaveLength(BATCH);
});

test('a failure ends the import and keeps the verdicts before it', async () => {
  let calls = 0;
  const failing: ImportCall = (input) => {
    calls += 1;
    return calls === 2 ? Promise.resolve({ ok: false, failure: FAILURE }) : accepting(input);
  };
  const { verdicts, failure } = await importInBatches(
    TOKENS,
    failing,
    () => undefined,
    () => false,
  );
  expect(verdicts).toHaveLength(BATCH);
  expect(failure).toBe(FAILURE);
  expect(calls).toBe(2);
});

test('the summary counts each verdict', () => {
  const verdicts = [verdict('a'), verdict('b', 'replaced'), verdict('c', 'already'), verdict('d', 'refused')];
  expect(summaryOfVerdicts(verdicts).fr).toBe('2\u00a0valides, 1\u00a0déjà reçu, 1\u00a0refusé.');
});
