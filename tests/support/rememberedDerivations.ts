import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { vi } from 'vitest';

/**
 * Argon2id is most of an unlock, and tests unlock thousands of times with the words of the same invented people. In the process of a test file, what was derived once of the same words, salt and costs is
 * given again, as a copy that the caller zeroes. Bounds and free memory are still checked, and a first derivation is the real one.
 */
vi.mock('argon2', async (importOriginal) => {
  const { default: real } = await importOriginal<{ default: typeof import('argon2') }>();
  const derived = new Map<string, Promise<Buffer>>();
  const hash = async (secret: Buffer, options: Parameters<typeof real.hash>[1] & { raw: true }): Promise<Buffer> => {
    const question = createHash('sha256').update(JSON.stringify(options)).update(secret).digest('hex');
    const answer = derived.get(question) ?? real.hash(secret, options);
    derived.set(question, answer);
    return Buffer.from(await answer);
  };
  return { default: { ...real, hash } };
});
