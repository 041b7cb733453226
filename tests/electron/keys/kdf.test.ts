import { argon2Sync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { KDF_FLOOR, KdfOutOfBounds, TooLittleMemory, calibrate, deriveKey, newKdf } from '../../../electron/keys/passphrase.ts';

const KDF = { alg: 'argon2id' as const, ...KDF_FLOOR, salt: Buffer.alloc(16, 1).toString('base64url') };

describe('derivation', () => {
  test('agrees with another implementation, NFC, spaces and case kept', async () => {
    const composed = await deriveKey('Mère  Été', KDF);
    expect(await deriveKey('Mère  Été'.normalize('NFD'), KDF)).toEqual(composed);
    expect(await deriveKey('Mère Été', KDF)).not.toEqual(composed);
    expect(await deriveKey('mère  été', KDF)).not.toEqual(composed);
    const message = Buffer.from('Mère  Été'.normalize('NFC'));
    const oracle = argon2Sync('argon2id', {
      message,
      nonce: Buffer.alloc(16, 1),
      parallelism: 4,
      tagLength: 32,
      memory: 65_536,
      passes: 3,
    });
    expect(composed).toEqual(oracle);
  });

  test('bounds are checked before any memory is taken (T16)', async () => {
    const out = [
      { m: 65_535 },
      { m: 1_048_577 },
      { m: 4 * 1024 * 1024 * 1024 },
      { m: 0 },
      { m: -1 },
      { m: 1e308 },
      { m: 65_536.5 },
      { m: '65536' },
      { t: 0 },
      { t: 9 },
      { p: 0 },
      { p: 5 },
      { salt: '' },
      { salt: 'A'.repeat(21) },
      { salt: 'A'.repeat(24) },
      { alg: 'argon2i' },
      { extra: 1 },
    ];
    const before = process.memoryUsage().rss;
    for (const wrong of out) await expect(deriveKey('x', { ...KDF, ...wrong })).rejects.toThrow(KdfOutOfBounds);
    await expect(deriveKey('x', null)).rejects.toThrow(KdfOutOfBounds);
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024);
  });

  test('too little free memory is said, settings are not lowered', async () => {
    await expect(deriveKey('x', KDF, 300 * 1024 * 1024)).rejects.toThrow(TooLittleMemory);
  });

  test('calibration aims at 0.7 to 1.5 s and never goes under the floor', async () => {
    const machine = (millisecondsAtStart: number) => async (cost: { m: number; t: number }) =>
      (millisecondsAtStart * cost.m * cost.t) / (256 * 1024 * 3);
    expect(await calibrate(machine(900))).toEqual({ m: 262_144, t: 3, p: 4 });
    expect(await calibrate(machine(340))).toEqual({ m: 262_144, t: 7, p: 4 });
    expect(await calibrate(machine(3_000))).toEqual({ m: 131_072, t: 3, p: 4 });
    expect(await calibrate(machine(60_000))).toEqual(KDF_FLOOR);
    expect(await calibrate(machine(1))).toEqual({ m: 1_048_576, t: 8, p: 4 });
  });

  test('each slot has its own salt', () => {
    expect(newKdf(KDF_FLOOR).salt).not.toBe(newKdf(KDF_FLOOR).salt);
  });
});
