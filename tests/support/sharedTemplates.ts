import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHARED_TEMPLATES } from '../../tools/test/environment.ts';

/** Before a run of tests: the folder in which its processes find each other's templates, unless `npm test` gave one. Gives what removes it at the end. */
export default function shareTemplates(): () => void {
  if (process.env[SHARED_TEMPLATES] !== undefined) return () => undefined;
  const place = mkdtempSync(join(tmpdir(), 'sutura-templates-'));
  process.env[SHARED_TEMPLATES] = place;
  return () => rmSync(place, { recursive: true, force: true });
}
