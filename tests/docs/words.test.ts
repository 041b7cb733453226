import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codeSpans, tableRows } from './markdown.ts';
import { sourceWords, wordsOfName, type Written } from './sourceWords.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const GLOSSARY = 'docs/glossary.md';
const glossary = readFileSync(`${ROOT}/${GLOSSARY}`, 'utf8');

const terms = tableRows(glossary, ['French', 'English', 'Identifier', 'Not used']);
const identifiers = terms.flatMap((term) => codeSpans(term['Identifier'] ?? ''));
const ruledOut = tableRows(glossary, ['Word', 'Where', 'Say instead']);
const quoted = tableRows(glossary, ['Term', 'Reason']);

/** `find`: where the word begins in a text, once for each time. */
type Rule = { readonly word: string; readonly where: string; readonly find: (text: string) => readonly number[] };
type Finding = { readonly word: string; readonly folder: string; readonly at: string };

/** A word of several forms, separated by commas, is one rule: `go on, goes on`. */
const wordRules = ruledOut.flatMap(({ Word = '', Where = '' }) => Where.split(', ').map((where) => wordRule(Word, where)));
/** A synonym between backquotes is refused as a whole name, unless a word of it is refused already. */
const nameRules = terms
  .flatMap((term) => codeSpans(term['Not used'] ?? ''))
  .filter((name) => !wordRules.some(({ where, find }) => where === 'names' && find(wordsOfName(name)).length > 0))
  .map((name): Rule => ({ word: name, where: 'names', find: (text) => (text === name ? [0] : []) }));

const sources = globSync('{electron,shared,renderer,tests,tools}/**/*.{ts,tsx}', { cwd: ROOT });
const documents = [...globSync('{electron,shared,renderer,tests,tools,docs}/**/*.md', { cwd: ROOT }), ...globSync('*.md', { cwd: ROOT })];
const files = [...sources, ...documents.filter((path) => path !== GLOSSARY)].toSorted().map((path) => {
  const source = readFileSync(`${ROOT}/${path}`, 'utf8');
  return { path, source, ...sourceWords(path, source) };
});

describe('the glossary', () => {
  test('each row has an English term and an identifier', () => {
    expect(terms.filter((term) => term['English'] === '' || term['Identifier'] === '')).toEqual([]);
  });

  test('each French term has one row', () => {
    const french = terms.map((term) => term['French']).filter((term) => term !== '');
    expect(french.filter((term, at) => french.indexOf(term) !== at)).toEqual([]);
  });

  test('each identifier occurs in the code', () => {
    const code = files.filter(({ path }) => !path.endsWith('.md') && !path.startsWith('tests/docs/')).map(({ source }) => source);
    const occurs = (name: string): boolean => code.some((source) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(source));
    expect(identifiers.filter((name) => !occurs(name))).toEqual([]);
  });

  test('no identifier is made of a ruled-out word', () => {
    const rules = wordRules.filter(({ where }) => where === 'names');
    expect(identifiers.filter((name) => rules.some(({ find }) => find(wordsOfName(name)).length > 0))).toEqual([]);
  });
});

describe('ruled-out words', () => {
  test('are found in names, comments and titles, not in sentences of the screen', () => {
    const source =
      "/** It goes\n * on. */ const theRest = { fr: 'raconté', en: 'told' };\ntest('whoever reads `it`', () => theRest.stood);";
    const { names, prose } = sourceWords('shared/goingOn.ts', source);
    const found = (texts: readonly Written[], where: string, cut: (text: string) => string): readonly string[] =>
      look({ path: 'shared/goingOn.ts', source }, texts, where, wordRules, cut).map(({ word, at }) => `${at} ${word.split(', ')[0]}`);
    expect(found(prose, 'prose', asWritten)).toEqual(['shared/goingOn.ts:1 go on', 'shared/goingOn.ts:3 whoever']);
    expect(found(names, 'names', wordsOfName)).toEqual([
      'shared/goingOn.ts:1 go on',
      'shared/goingOn.ts:2 the rest',
      'shared/goingOn.ts:3 stand',
    ]);
  });

  test('occur nowhere', () => {
    const findings = files.flatMap((file) => [
      ...look(file, file.names, 'names', nameRules, asWritten),
      ...look(file, file.names, 'names', wordRules, wordsOfName),
      ...look(file, file.names.slice(0, 1), 'files', wordRules, asWritten),
      ...look(file, file.prose, 'prose', wordRules, asWritten),
    ]);
    expect(findings.length, report(findings)).toBe(0);
  });
});

function wordRule(word: string, where: string): Rule {
  if (where === 'files') return { word, where, find: (text) => (word.split(', ').includes(text) ? [0] : []) };
  if (where !== 'names' && where !== 'prose') throw new Error(`“${where}” is no place of the glossary`);
  const forms = word.split(', ').map((form) => form.replaceAll(' ', '\\s+'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return { word, where, find: (text) => [...text.matchAll(pattern)].map(({ index }) => index) };
}

type File = { readonly path: string; readonly source: string };

/** What the rules of `where` find in texts of a file. */
function look(
  { path, source }: File,
  texts: readonly Written[],
  where: string,
  rules: readonly Rule[],
  cut: (text: string) => string,
): readonly Finding[] {
  const folder = path.split('/').slice(0, -1).slice(0, 2).join('/') || '.';
  const lineAt = (offset: number): number => source.slice(0, offset).split('\n').length;
  const applied = rules.filter((rule) => rule.where === where);
  return texts.flatMap(({ text, start }) => {
    const words = cut(withoutQuoted(text));
    return applied.flatMap(({ word, find }) =>
      find(words).map((offset) => ({ word, folder, at: `${path}:${lineAt(start + (where === 'prose' ? offset : 0))}` })),
    );
  });
}

function asWritten(text: string): string {
  return text;
}

function withoutQuoted(text: string): string {
  return quoted.reduce((left, { Term = '' }) => left.replaceAll(Term, ' '.repeat(Term.length)), text);
}

/** Counts by folder and by word, then the first places of each word. */
function report(findings: readonly Finding[]): string {
  const words = counted(findings, ({ word }) => word);
  return [
    `${findings.length} ruled-out words (${GLOSSARY})`,
    'by folder:',
    ...counted(findings, ({ folder }) => folder).map(([folder, found]) => `  ${folder}: ${found.length}`),
    'by word:',
    ...words.map(
      ([word, found]) =>
        `  ${word}: ${found.length} (${counted(found, ({ folder }) => folder)
          .map(([folder, here]) => `${folder} ${here.length}`)
          .join(', ')})`,
    ),
    'first places:',
    ...words.map(([word, found]) => `  ${word}: ${[...new Set(found.map(({ at }) => at))].slice(0, 10).join(' ')}`),
  ].join('\n');
}

/** Findings by `key`, the most frequent first. */
function counted(findings: readonly Finding[], key: (finding: Finding) => string): readonly (readonly [string, readonly Finding[]])[] {
  return [...Map.groupBy(findings, key)].toSorted(([, a], [, b]) => b.length - a.length);
}
