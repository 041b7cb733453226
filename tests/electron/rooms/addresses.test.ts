import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONTRACT } from '../../../shared/contract.ts';

/**
 * An operation is its address: `months.freeze` is declared in `contract/months.ts` and handled by `freezeMonth` in `services/months/`. The noun is a room of
 * the services, or a file in the room that declares it (`closure.request` is in `contract/cases.ts` and `services/cases/closure.ts`). The verb begins or ends
 * the name of the function.
 */
const ROOT = join(import.meta.dirname, '../../..');
const ELSEWHERE: Readonly<Record<string, string>> = {
  'session.unlock': 'unlocking composes the other rooms, so it is above them: services/unlock.ts',
};

const handlers = readFileSync(join(ROOT, 'electron/handlers.ts'), 'utf8');
const declaredIn = new Map(
  globSync('shared/contract/*.ts', { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^ {2}'([a-zA-Z]+\.[a-zA-Z]+)':/gm)].map(
      ([, name = '']) => [name, file.replace(/^.*\/|\.ts$/g, '')] as const,
    ),
  ),
);

const OPERATIONS = Object.keys(CONTRACT).map((name) => ({ name, ...handlerOf(name) }));

function handlerOf(name: string): { readonly handler: string; readonly file: string } {
  const handler = new RegExp(`'${name}': (?:\\([^)]*\\) => )?(\\w+)`).exec(handlers)?.[1] ?? '';
  const imported = new RegExp(`import \\{[^}]*\\b${handler}\\b[^}]*\\} from '\\./services/([^']+)\\.ts'`).exec(handlers);
  return { handler, file: imported?.[1] ?? '' };
}

function isAtAddress({ name, handler, file }: (typeof OPERATIONS)[number]): boolean {
  const [noun = '', verb = ''] = name.split('.');
  const declared = declaredIn.get(name) ?? '';
  const [room = '', inside] = file.split('/');
  const isInRoom =
    room === noun || (inside === noun && (declared === room || declared === noun)) || (declared === room && isNounOf(noun, file));
  const lower = handler.toLowerCase();
  return isInRoom && (lower.startsWith(verb.toLowerCase()) || lower.endsWith(verb.toLowerCase()));
}

/** Opening an installation for the first time is a part of the session, before there is one. */
function isNounOf(noun: string, file: string): boolean {
  return noun === 'start' && (file === 'session/start' || file === 'session/firstRun');
}

describe('operations', () => {
  test.each(OPERATIONS)('$name is handled at its address', (operation) => {
    const { name, file } = operation;
    expect(existsSync(join(ROOT, `electron/services/${file}.ts`))).toBe(true);
    expect(isAtAddress(operation)).toBe(!(name in ELSEWHERE));
  });

  test('an operation in another room is seen', () => {
    expect(isAtAddress({ name: 'months.freeze', handler: 'freezeMonth', file: 'desk/freeze' })).toBe(false);
    expect(isAtAddress({ name: 'months.freeze', handler: 'closeMonth', file: 'months/freeze' })).toBe(false);
  });
});
