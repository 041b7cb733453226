import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { protect, type ProtectOptions } from '../electron/disclosure/protect/protect.ts';
import { BadInstance } from '../electron/disclosure/protect/system.ts';

/*
 * npm run -s protect -- FILE [--method optimal|gauss|round] [--width W] [--budget S] [--objective count|useful]
 * Prints one JSON object (disclosure.md §7.2). Exit 0 for an answer, 2 for an instance or an order that cannot be followed.
 */

/** Linear programs for improving the pattern and for proving it: a person waits, and `--budget` ends the search. */
const limits = { solves: 400, proofSolves: 1_000_000 };

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { method: { type: 'string' }, width: { type: 'string' }, budget: { type: 'string' }, objective: { type: 'string' } },
    });
  } catch {
    stop(
      'Options connues : --method, --width, --budget, --objective, chacune avec sa valeur. / Known options: --method, --width, --budget, --objective, each with its value.',
    );
  }
}

function readOrder(): { readonly file: string; readonly options: ProtectOptions } {
  const { values, positionals } = readArguments();
  const [file] = positionals;
  if (file === undefined) stop('Indiquez le fichier de l’instance. / Name the instance file.');
  const { method = 'optimal', objective = 'count' } = values;
  if (method !== 'optimal' && method !== 'gauss' && method !== 'round')
    stop('La méthode est « optimal », « gauss » ou « round ». / The method is "optimal", "gauss" or "round".');
  if (objective !== 'count' && objective !== 'useful')
    stop('L’objectif est « count » ou « useful ». / The objective is "count" or "useful".');
  const width = values.width === undefined ? undefined : Number(values.width);
  if (width !== undefined && !(Number.isInteger(width) && width >= 1 && width <= 100))
    stop('La largeur est un entier de 1 à 100. / The width is a whole number from 1 to 100.');
  const budget = Number(values.budget ?? '60');
  if (!(budget >= 0)) stop('Le budget est un nombre de secondes. / The budget is a number of seconds.');
  return {
    file,
    options: {
      method,
      objective,
      budgetMs: budget * 1000,
      ...limits,
      ...(width === undefined ? {} : { width }),
    },
  };
}

/** No instance of the size that `readSystem` accepts comes near. */
const largestFile = 64 * 1024 * 1024;

function readInput(file: string): unknown {
  try {
    if (statSync(file).size > largestFile) stop('Le fichier est trop grand pour une instance. / The file is too large for an instance.');
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    stop('Le fichier ne se lit pas comme une instance. / The file cannot be read as an instance.');
  }
}

const { file, options } = readOrder();
try {
  process.stdout.write(`${JSON.stringify(await protect(readInput(file), options))}\n`);
} catch (error) {
  if (!(error instanceof BadInstance)) throw error;
  stop(`${error.text.fr} / ${error.text.en}`);
}
