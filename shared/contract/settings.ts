import { type SettingKey, isSettingKey } from '../rules/settings/settings.ts';
import { ADMINISTRATOR, SIGNERS, reads, writes } from './define.ts';
import { code, id, isoDateTime, nothing, passphrase, staffCode, text } from './values.ts';
import { z } from 'zod';

const settingKey = z.custom<SettingKey>((value) => typeof value === 'string' && isSettingKey(value));

/** Settings read and changed; a weaker protection by two signatures. */
export const settingsOperations = {
  'settings.read': reads(
    SIGNERS,
    nothing,
    z.strictObject({
      settings: z.array(
        z.strictObject({
          key: settingKey,
          value: z.int(),
          changedAt: isoDateTime.nullable(),
          changedBy: staffCode.nullable(),
        }),
      ),
      waiting: z.array(
        z.strictObject({
          proposalId: id,
          key: settingKey,
          value: z.int(),
          /** What is put in force, line by line, for a setting that is more than a number. */
          under: z.array(text),
          proposedBy: z.string(),
          proposedAt: isoDateTime,
          mayConfirm: z.boolean(),
        }),
      ),
      maySave: z.boolean(),
    }),
  ),
  'settings.save': writes(ADMINISTRATOR, z.strictObject({ key: code, value: z.int() }), nothing),
  'settings.propose': writes(SIGNERS, z.strictObject({ key: code, value: z.int(), passphrase }), nothing),
  'settings.confirm': writes(SIGNERS, z.strictObject({ proposalId: id, passphrase }), nothing),
  'settings.decline': writes(SIGNERS, z.strictObject({ proposalId: id }), nothing),
} as const;
