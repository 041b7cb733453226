import { existsSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Text } from '../shared/text.ts';
import { runParent, strongestWrap } from '../electron/parent.ts';

/** `npm start -- [--profile DIR] [--shell electron|chromium]`: opens the application (architecture §7). */
const ROOT = join(import.meta.dirname, '..');
const ELECTRON = join(ROOT, 'node_modules/electron/dist', process.platform === 'win32' ? 'electron.exe' : 'electron');

const NO_DISPLAY: Text = {
  fr: 'Cette machine n’a pas d’écran : Sutura ne peut pas y ouvrir sa fenêtre. Pour voir tout le travail sans fenêtre : npm run demo',
  en: 'This machine has no display: Sutura cannot open its window here. To see the whole work without a window: npm run demo',
};
const NO_ELECTRON: Text = {
  fr: 'Le programme Electron n’est pas sur cette machine. Sans lui : npm start -- --shell chromium',
  en: 'The Electron program is not on this machine. Without it: npm start -- --shell chromium',
};
const UNKNOWN_SHELL: Text = {
  fr: 'L’option --shell attend « electron » ou « chromium ».',
  en: 'The option --shell expects “electron” or “chromium”.',
};
const AS_ROOT: Text = {
  fr: 'Ouvert par l’administrateur du système : Chromium travaille sans son bac à sable. N’y mettez que des données inventées.',
  en: 'Opened by the system’s administrator: Chromium works without its sandbox. Enter invented data only.',
};
const WITH_NETWORK: Text = {
  fr: 'Cette machine ne permet pas d’enlever tout réseau à Sutura : seules les options de Chromium le ferment.',
  en: 'This machine does not allow taking all network away from Sutura: only Chromium’s options close it.',
};

const { values } = parseArgs({ options: { profile: { type: 'string' }, shell: { type: 'string', default: 'chromium' } } });
process.exitCode = await open(resolve(values.profile ?? defaultProfile()), values.shell);

function open(profile: string, shell: string): Promise<number> {
  if (shell !== 'chromium' && shell !== 'electron') return refuse(UNKNOWN_SHELL);
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return refuse(NO_DISPLAY);
  if (shell === 'electron') return existsSync(ELECTRON) ? runElectron() : refuse(NO_ELECTRON);
  if (process.getuid?.() === 0) warn(AS_ROOT);
  const wrap = strongestWrap();
  if (!wrap.noNetwork) warn(WITH_NETWORK);
  return runParent(profile, wrap);
}

function runElectron(): Promise<number> {
  const child = spawn(ELECTRON, [ROOT], { stdio: 'inherit' });
  return new Promise((done) => child.once('exit', (code) => done(code ?? 1)));
}

function defaultProfile(): string {
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'), 'sutura');
}

async function refuse(text: Text): Promise<number> {
  warn(text);
  return 1;
}

function warn(text: Text): void {
  process.stderr.write(`${text.fr}\n${text.en}\n`);
}
