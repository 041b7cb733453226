import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Refused } from '../../../../shared/failure.ts';
import { MONTH_STAYS_FROZEN, writeExport } from '../../../../electron/services/exchange/exportFile.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The sentence of a write into a folder that is not there. */
function refusalOf(write: () => void): string {
  try {
    write();
  } catch (error) {
    if (error instanceof Refused) return error.failure.message.fr;
    throw error;
  }
  throw new Error('the file was written');
}

const nowhere = () => join(folder, 'absent');
const bytes = new Uint8Array([1]);

test('a card that cannot be written says nothing of a month', () => {
  const sentence = refusalOf(() => writeExport(nowhere(), 'carte.sutura', bytes, '2026-11'));
  expect(sentence).toContain('Rien n’a été modifié.');
  expect(sentence).not.toContain('mois');
});

test('a month that cannot be written stays frozen, and the sentence says so', () => {
  expect(refusalOf(() => writeExport(nowhere(), 'mois.sutura', bytes, '2026-11', MONTH_STAYS_FROZEN))).toContain('Le mois reste figé.');
});
