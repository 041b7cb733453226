import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REFUSALS } from '../../../shared/exchange/refusals.ts';

/** Where each refusal is provoked, and distinguished by its code. */
const PROVOKED_IN = [
  'services/desk/packages.test.ts',
  'services/exchange/cardTrust.test.ts',
  'services/session/training.test.ts',
  'services/directory/directoryPackage.test.ts',
  'services/lists.test.ts',
  'services/updates.test.ts',
  'services/sealed/sealed.test.ts',
  'services/protection/protectionPolicy.test.ts',
  'exchange/container.test.ts',
];
const tests = PROVOKED_IN.map((name) => readFileSync(join(import.meta.dirname, '../../electron', name), 'utf8')).join('\n');
/** Only here something changes: the counted package is quarantined. */
const CHANGES = ['conflict'];

describe('the refusals of files (security §8)', () => {
  it.each(Object.entries(REFUSALS))('%s: a sentence in both languages, what was kept, and a test that provokes it', (code, { fr, en }) => {
    expect(fr.endsWith(' Rien n’a été modifié.')).toBe(!CHANGES.includes(code));
    expect(en.endsWith(' Nothing was changed.')).toBe(!CHANGES.includes(code));
    expect(fr).not.toBe(en);
    expect(tests.includes(`'${code}'`) || tests.includes(`REFUSALS.${code}`)).toBe(true);
  });

  it('says each thing once', () => {
    for (const language of ['fr', 'en'] as const) {
      const sentences = Object.values(REFUSALS).map((refusal) => refusal[language]);
      expect(new Set(sentences).size).toBe(sentences.length);
    }
  });
});
