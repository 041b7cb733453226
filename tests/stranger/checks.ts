import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { DEMO_CASES } from '../support/demoCases.ts';

/** One thing that a stranger can see. `held` null: the program is not on this machine, and `line` says how to have it. */
export type Finding = { readonly what: string; readonly line: string; readonly held: boolean | null };

const NAMES = DEMO_CASES.flatMap(({ name }) => name).filter((word) => word.length >= 5);
const PLAIN_HEADING = 'SQLite format 3';

/** The case base: opened by stock SQLCipher with its key, closed to any other; and what its key alone does not open. */
export function checkBase(path: string, key: string): readonly Finding[] {
  const open = (hex: string, statement: string) => run('sqlcipher', ['-batch', path], `PRAGMA key = "x'${hex}'";\n${statement}\n`);
  const line = `sqlcipher ${path} "PRAGMA key = \\"x'…'\\"; SELECT count(*) FROM case_file;"`;
  return [
    {
      what: 'the file of the base says nothing: no heading of SQLite, no name of a table, no name of a person',
      line: `strings ${path}`,
      held: !hasAny(readFileSync(path), [PLAIN_HEADING, 'CREATE TABLE', 'case_file', ...NAMES]),
    },
    {
      what: 'stock SQLCipher opens it with its key, and finds it whole',
      line,
      held: found(
        open(key, 'PRAGMA integrity_check; SELECT count(*) FROM case_file;'),
        (text) => /\bok\b/.test(text) && /^[1-9]\d*$/m.test(text),
      ),
    },
    {
      what: 'with another key it does not open',
      line,
      held: found(open(randomBytes(32).toString('hex'), 'SELECT count(*) FROM case_file;'), (text) => !/^\d+$/m.test(text)),
    },
    {
      what: 'with its key, all of it printed holds no name of a person: identity, narrative and coded facts are under the key of each case',
      line: `sqlcipher ${path} "PRAGMA key = \\"x'…'\\"; .dump"`,
      held: found(
        open(key, '.dump'),
        (text) => text.includes('INSERT INTO') && !hasAny(Buffer.from(text), [...NAMES, ...NAMES.map(inHex)]),
      ),
    },
  ];
}

/** A package: opened by the `age` program with the recipient's identity, closed to any other. */
export function checkPackage(path: string, identityFile: string): readonly Finding[] {
  const opened = run('age', ['--decrypt', '--identity', identityFile, path]);
  const stranger = run('age-keygen', []);
  return [
    {
      what: 'the file of the package says nothing: no month, no centre, no figure',
      line: `strings ${path}`,
      held: !hasAny(readFileSync(path), ['SUTURA', 'ESS1', '2026-']),
    },
    {
      what: '`age` opens it with the recipient’s identity: magic, then JSON, then zeros and a signature',
      line: `age --decrypt --identity ${identityFile} ${path}`,
      held: found(opened, (text) => text.startsWith('SUTURA1\n') && text.includes('"cells"')),
    },
    {
      what: 'with another identity it does not open',
      line: `age-keygen > other.txt; age --decrypt --identity other.txt ${path}`,
      held: found(run('age', ['--decrypt', '--identity', '-', path], stranger ?? ''), (text) => !text.includes('SUTURA')),
    },
  ];
}

/** What a program says, on both outputs; null where it is not on this machine. */
function run(program: string, rest: readonly string[], input = ''): string | null {
  const done = spawnSync(program, rest, { input, encoding: 'latin1', maxBuffer: 256 * 1024 * 1024 });
  return done.error === undefined ? `${done.stdout}${done.stderr}` : null;
}

function found(text: string | null, holds: (text: string) => boolean): boolean | null {
  return text === null ? null : holds(text);
}

function hasAny(bytes: Buffer, words: readonly string[]): boolean {
  return words.some((word) =>
    [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le'), Buffer.from(word, 'latin1')].some((needle) => bytes.includes(needle)),
  );
}

/** A word as `.dump` prints a blob. */
function inHex(word: string): string {
  return Buffer.from(word, 'utf8').toString('hex');
}
