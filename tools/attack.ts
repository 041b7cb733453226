import { attackFolder } from '../electron/disclosure/attack/attackFolder.ts';

/*
 * npm run -s attack -- DIR
 * Attacks every package and consolidated table of a folder, together, and prints one JSON object (disclosure.md §7.3).
 * Exit 1 if there is a finding, a number that could not be decided, a line of fewer than three sites, a trace of something else than counts, or sealed packages
 * of several sizes (security T26); 2 if the folder cannot be read or holds nothing.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Indiquez le dossier à attaquer. / Name the folder to attack.\n');
  process.exit(2);
}
try {
  const attack = await attackFolder(folder);
  process.stdout.write(`${JSON.stringify(attack)}\n`);
  const untold = attack.traces.length === 0 && attack.sizeClasses <= 1;
  const isSafe = untold && attack.findings.length + attack.unproven + attack.contributorsBelow3 === 0;
  process.exitCode = attack.releases === 0 ? 2 : isSafe ? 0 : 1;
} catch {
  process.stderr.write(
    'Le dossier n’a pas pu être attaqué jusqu’au bout ; aucun résultat. / The folder could not be attacked to the end; no result.\n',
  );
  process.exitCode = 2;
}
