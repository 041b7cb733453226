/** Programmes a case may belong to (list `case_program`); `gbv_cp` is one child and one file, counted in both (reference §2.3). */
export const CASE_PROGRAMS = ['gbv', 'cp', 'gbv_cp', 'erw'] as const;
export type CaseProgramme = (typeof CASE_PROGRAMS)[number];

/** The three programmes that have teams, counting principals and monthly reports. */
export const PROGRAMMES = ['gbv', 'cp', 'erw'] as const;
export type Programme = (typeof PROGRAMMES)[number];

/** The programme whose months are frozen, sent and consolidated. */
export const PROGRAMME = 'gbv';

const PROGRAMMES_OF: Readonly<Record<CaseProgramme, readonly Programme[]>> = {
  gbv: ['gbv'],
  cp: ['cp'],
  gbv_cp: ['gbv', 'cp'],
  erw: ['erw'],
};

/** How a case code and a report id begin (reference §2.3). */
const PREFIX: Readonly<Record<CaseProgramme, 'VBG' | 'PE' | 'REG'>> = { gbv: 'VBG', cp: 'PE', gbv_cp: 'VBG', erw: 'REG' };

/** Letters and digits without look-alikes (no 0/O, 1/I/L). Thirty-one of them: a prime, so one check character finds every slip. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const SURVIVOR_LETTERS = 7;

/** The programmes in which a case is counted. */
export function programmesOf(program: CaseProgramme): readonly Programme[] {
  return PROGRAMMES_OF[program];
}

/** `VBG-MOP1-13-0042`: programme, site, two digits of the year, number of the year in that site. Nothing of the person (reference §2.3). */
export function caseCode(program: CaseProgramme, siteCode: string, year: number, number: number): string {
  return `${PREFIX[program]}-${siteCode}-${String(year % 100).padStart(2, '0')}-${String(number).padStart(4, '0')}`;
}

/**
 * A person's code for paper forms: seven drawn characters and one check character (reference §2.3).
 * `draw(limit)` gives a whole number from 0 to limit − 1, from a cryptographic source.
 */
export function survivorCode(draw: (limit: number) => number): string {
  let letters = '';
  for (let place = 0; place < SURVIVOR_LETTERS; place += 1) letters += ALPHABET.charAt(draw(ALPHABET.length));
  return letters + checkCharacter(letters);
}

/** Whether a typed code is one of ours: every single wrong character and every exchange of two neighbours is noticed. */
export function isSurvivorCode(code: string): boolean {
  const letters = code.slice(0, SURVIVOR_LETTERS);
  if (code.length !== SURVIVOR_LETTERS + 1 || [...code].some((letter) => !ALPHABET.includes(letter))) return false;
  return code.charAt(SURVIVOR_LETTERS) === checkCharacter(letters);
}

/**
 * `R-7KQ4-M2XD`: a referral's number, drawn anew, so that the paper shows neither the case nor the centre nor how many there are (interface §8). Its last letter checks the others. `draw` as for `survivorCode`.
 */
export function slipNumber(draw: (limit: number) => number): string {
  return paperNumber('R', draw);
}

/** `E-7KQ4-M2XD`: the number of one printed extract, drawn like a slip's: each print has its own. */
export function extractNumber(draw: (limit: number) => number): string {
  return paperNumber('E', draw);
}

/** A slip number as it was typed, in its single written form; null for a number that no centre can have given. */
export function readSlipNumber(typed: string): string | null {
  const letters = typed
    .toUpperCase()
    .replace(/^\s*R\b/, '')
    .replaceAll(/[\s-]/g, '');
  return isSurvivorCode(letters) ? `R-${letters.slice(0, 4)}-${letters.slice(4)}` : null;
}

/** `<survivor_code>-I<n>` (reference §2.3). */
export function incidentCode(survivor: string, number: number): string {
  return `${survivor}-I${number}`;
}

function paperNumber(kind: 'R' | 'E', draw: (limit: number) => number): string {
  const letters = survivorCode(draw);
  return `${kind}-${letters.slice(0, 4)}-${letters.slice(4)}`;
}

function checkCharacter(letters: string): string {
  const sum = [...letters].reduce((total, letter, place) => total + ALPHABET.indexOf(letter) * (place + 2), 0);
  return ALPHABET.charAt(sum % ALPHABET.length);
}
