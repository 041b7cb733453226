#!/usr/bin/env node
/**
 * Every command of package.json starts here: sets up what the machine lacks, then hands over to the command's TypeScript file under Node 24.
 * Plain JavaScript for Node ≥ 20 without dependencies: it runs before anything is installed. All it says goes to the error output.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const NODE = join(ROOT, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const CHROMIUM = [
  '/usr/lib/chromium/chromium',
  '/usr/lib/chromium-browser/chromium-browser',
  '/usr/lib64/chromium-browser/chromium-browser',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
];

/** Command → its file, and what must stand before it: the built screen, a Chromium. */
const COMMANDS = {
  start: { file: 'tools/start.ts', screen: true, chromium: true },
  demo: { file: 'tools/demo.ts', screen: true, chromium: true },
  test: { file: 'tools/test.ts', screen: true, chromium: true },
  check: { file: 'tools/check.ts' },
  dictionary: { file: 'tools/dictionary.ts' },
  protect: { file: 'tools/protect.ts' },
  attack: { file: 'tools/attack.ts' },
  tour: { file: 'tests/tour/tour.ts', screen: true, chromium: true },
  faults: { file: 'tests/faults/faults.ts', screen: true, chromium: true },
  bench: { file: 'tests/bench/bench.ts', screen: true, chromium: true },
  disclosure: { file: 'tests/disclosure/disclosure.ts' },
  stranger: { file: 'tests/stranger/stranger.ts' },
  mutate: { file: 'tools/mutate.ts' },
  dist: { file: 'tools/dist.ts' },
};

const [name = '', ...rest] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined) stop(`commande inconnue / unknown command; one of: ${Object.keys(COMMANDS).join(', ')}`);
if (!existsSync(join(ROOT, command.file))) stop(`« ${name} » n’existe pas encore / does not exist yet: ${command.file}`);

installPackages();
if (command.chromium) installChromium();
if (command.screen) buildScreen();
handOver(command.file, rest);

function installPackages() {
  const installed = join(ROOT, 'node_modules/.package-lock.json');
  if (existsSync(installed) && existsSync(NODE) && modified(installed) >= modified(join(ROOT, 'package-lock.json'))) return;
  say('installation des paquets verrouillés / installing the locked packages…');
  step(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    'Les paquets n’ont pas pu être installés. / The packages could not be installed.',
  );
}

function installChromium() {
  if (process.platform !== 'linux' || CHROMIUM.some((path) => existsSync(path))) return;
  const packages = ['chromium', 'fonts-noto-core'];
  const line = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid() !== 0) stop(`Il manque Chromium. Une ligne suffit : / Chromium is missing. One line does it:\n\n  sudo ${line}\n`);
  say('installation de Chromium / installing Chromium…');
  const failure = `Chromium n’a pas pu être installé. Essayez : / Chromium could not be installed. Try: ${line}`;
  step('apt-get', ['update', '-qq'], failure);
  step('apt-get', line.split(' ').slice(1), failure);
}

/** The screen is built again when a source is newer than its manifest. */
function buildScreen() {
  const built = join(ROOT, 'out/renderer/manifest.json');
  const sources = ['renderer', 'shared', 'tools/build', 'package-lock.json'].map((path) => join(ROOT, path));
  if (existsSync(built) && sources.every((path) => newest(path) <= modified(built))) return;
  say('construction de l’écran / building the screen…');
  step(
    NODE,
    ['node_modules/vite/bin/vite.js', 'build', '--config', 'tools/build/screen.config.ts', '--logLevel', 'warn'],
    'L’écran n’a pas pu être construit. / The screen could not be built.',
  );
}

function newest(path) {
  if (!statSync(path).isDirectory()) return modified(path);
  return readdirSync(path, { recursive: true }).reduce((latest, name) => Math.max(latest, modified(join(path, name))), modified(path));
}

function modified(path) {
  return statSync(path).mtimeMs;
}

/** A set-up step: its output goes to the error output, so that a command's own output stays clean. */
function step(program, rest, failure) {
  const { status } = spawnSync(program, rest, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  });
  if (status !== 0) stop(failure);
}

/** The command inherits folder, arguments and outputs; its exit code is ours. */
function handOver(file, rest) {
  const child = spawn(NODE, [join(ROOT, file), ...rest], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function stop(sentence) {
  say(sentence);
  process.exit(1);
}
