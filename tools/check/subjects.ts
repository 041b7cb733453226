import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT } from '../process/program.ts';
import { PASSED, type Outcome } from './outcome.ts';

/** The commit after which every subject has the form. */
const SINCE = 'e40e602';
const LONGEST = 72;
/** `area: imperative`, without a full stop at the end. */
const FORM = /^[a-z][\w/,. -]*: [a-z].*[^.\s]$/u;
const NO_IMPERATIVE = /^(?!(?:need|feed|embed|speed|seed|bring|string)$)\w+(?:ed|ing)$/u;

const run = promisify(execFile);

/** Subjects of the commits since `SINCE`. Skipped where that commit is not known: in an archive or a shallow clone. */
export async function checkSubjects(): Promise<Outcome> {
  try {
    await run('git', ['cat-file', '-e', `${SINCE}^{commit}`], { cwd: ROOT });
  } catch {
    return { result: 'skipped', output: `the history does not hold commit ${SINCE}.` };
  }
  const { stdout } = await run('git', ['log', '--no-merges', '--format=%s', `${SINCE}..HEAD`], { cwd: ROOT });
  const wrong = wrongSubjects(stdout.split('\n').filter((subject) => subject !== ''));
  return wrong.length === 0 ? PASSED : { result: 'failed', output: wrong.map((subject) => `  ${subject}\n`).join('') };
}

/** The subjects that have not the form `area: imperative` in at most 72 characters. */
export function wrongSubjects(subjects: readonly string[]): readonly string[] {
  return subjects.filter((subject) => {
    const [, verb = ''] = /: (\S+)/u.exec(subject) ?? [];
    return subject.length > LONGEST || !FORM.test(subject) || NO_IMPERATIVE.test(verb);
  });
}
