import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { thirdPartyPage } from '../../tools/thirdParty.ts';
import { anchors, codeSpans, localLinks, tableRows } from './markdown.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What a newcomer, an IT person, a reviewer and a developer look for; the README leads to each. */
const DOCUMENTS = [
  'docs/deploy.md',
  'docs/limits.md',
  'docs/architecture.md',
  'docs/reference/',
  'docs/security.md',
  'docs/disclosure.md',
  'docs/interface.md',
  'docs/commands.md',
  'docs/adr/README.md',
  'docs/glossary.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'LICENSE',
  'THIRD-PARTY.md',
];
const PAGES = [...globSync('*.md', { cwd: ROOT }), ...globSync('docs/**/*.md', { cwd: ROOT })].toSorted();

describe('README', () => {
  test('has at most 120 lines', () => {
    expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(120);
  });

  test.each(DOCUMENTS)('leads to %s, which exists', (document) => {
    expect(localLinks(read('README.md')).map((link) => link.replace(/#.*/, ''))).toContain(document);
    expect(existsSync(join(ROOT, document))).toBe(true);
  });

  test('names only commands that exist', () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
    const named = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/deploy.md'].flatMap((page) =>
      [...read(page).matchAll(/\bnpm run (?:-s )?([a-z]+)/g)].map((match) => match[1] ?? ''),
    );
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

describe('links', () => {
  test.each(PAGES)('of %s lead to a file and a heading', (page) => {
    const broken = localLinks(read(page)).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchors(read(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe('architecture', () => {
  const text = read('docs/architecture.md');

  test.each(tableRows(text, ['#', 'File', 'Name', 'What happens']))('the trace names $Name in $File', ({ File = '', Name = '' }) => {
    const [file = ''] = codeSpans(File);
    const [name = ''] = codeSpans(Name);
    expect(existsSync(join(ROOT, file)), file).toBe(true);
    expect(read(file)).toContain(name);
  });

  test('has each section that a source cites', () => {
    const cited = globSync('{electron,shared,renderer,tests,tools}/**/*.{ts,tsx,md}', { cwd: ROOT }).flatMap((path) =>
      [...read(path).matchAll(/\barchitecture §(\d+)/g)].map((match) => Number(match[1])),
    );
    const sections = [...text.matchAll(/^## (\d+)\. /gm)].map((match) => Number(match[1]));
    expect(cited.length).toBeGreaterThan(0);
    expect(cited.filter((section) => !sections.includes(section))).toEqual([]);
  });
});

describe('decisions', () => {
  const pages = readdirSync(join(ROOT, 'docs/adr')).filter((name) => /^\d{4}-/.test(name));

  test('are numbered without a gap', () => {
    expect(pages.map((name) => Number(name.slice(0, 4)))).toEqual(pages.map((_, at) => at + 1));
  });

  test.each(pages)('%s has its four parts and one page', (name) => {
    const text = read(`docs/adr/${name}`);
    expect([...text.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual([
      'Context',
      'Decision',
      'Consequences',
      'When to reconsider',
    ]);
    expect(text.split(/\s+/).length).toBeLessThan(400);
  });

  test('are all in the list', () => {
    expect(localLinks(read('docs/adr/README.md'))).toEqual(pages);
  });
});

test('each limit names whom it concerns, what to do, and whether it stays', () => {
  const rows = tableRows(read('docs/limits.md'), ['limit', 'whom it concerns', 'what to do meanwhile', 'status']);
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.filter((row) => Object.values(row).includes('') || !['design', 'planned'].includes(row['status'] ?? ''))).toEqual([]);
});

test('THIRD-PARTY.md is what the lock file and the sources of the screen give', () => {
  expect(read('THIRD-PARTY.md')).toBe(thirdPartyPage(ROOT));
});

test('no page names a path of a machine', () => {
  const named = PAGES.filter((page) => /(^|[\s`"'(])\/(home|work|root|tmp|Users)\//m.test(read(page)));
  expect(named.map((page) => relative(ROOT, page))).toEqual([]);
});

describe('files named in documents', () => {
  const tree = globSync('{.ci,docs,electron,renderer,shared,tests,tools}/**/*.{ts,tsx,mjs}', { cwd: ROOT });
  const pages = [...PAGES, ...globSync('{electron,renderer,shared,tests,tools}/**/*.md', { cwd: ROOT })].filter(
    (page) => page !== 'CHANGELOG.md',
  );

  test.each(pages)('of %s exist', (page) => {
    const named = codeSpans(read(page)).filter((span) => /^[\w./-]+\.tsx?$/.test(span));
    const missing = named.filter((span) => {
      const path = span.startsWith('..') ? join(dirname(page), span) : span;
      return !tree.some((file) => file === path || file.endsWith(`/${path}`));
    });
    expect(missing).toEqual([]);
  });
});

test('each test named in the table of attacks exists', () => {
  const table = tableRows(read('docs/security.md'), ['#', 'name', 'method', 'where', 'pass']);
  const named = table
    .flatMap(({ where = '' }) => codeSpans(where))
    .filter((span) => /^(electron|flows|renderer|shared|stranger|tools)\/[\w/]+$/.test(span));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((span) => !existsSync(join(ROOT, 'tests', `${span}.test.ts`)))).toEqual([]);
});
