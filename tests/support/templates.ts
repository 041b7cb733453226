import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHARED_TEMPLATES } from '../../tools/test/environment.ts';

const made = new Map<string, Promise<string>>();

/**
 * A folder that is costly to make (people, passphrases, cases), made once and only ever copied: one per process, or one for all processes of a run where they share a folder.
 * Two processes that make the same one at once both work; the first to finish gives its own to all.
 */
export function templateOf(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const template = made.get(name) ?? found(name, make);
  made.set(name, template);
  return template;
}

async function found(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const place = process.env[SHARED_TEMPLATES] ?? ownPlace();
  const template = join(place, name);
  if (existsSync(template)) return template;
  const making = mkdtempSync(join(place, 'making-'));
  await make(making);
  if (!existsSync(template)) publish(making, template);
  return template;
}

/** A rename onto a folder that another process has just put there is refused, and that folder is the template. */
function publish(making: string, template: string): void {
  try {
    renameSync(making, template);
  } catch (failure) {
    if (!existsSync(template)) throw failure;
  }
}

function ownPlace(): string {
  const place = mkdtempSync(join(tmpdir(), 'sutura-templates-'));
  process.once('exit', () => rmSync(place, { recursive: true, force: true }));
  return place;
}
