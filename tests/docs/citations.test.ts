import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PAGES, anchorsOf, citationsOf, linksOf, sectionsOf, type Citation } from './citations.ts';

const ROOT = join(import.meta.dirname, '../..');
const DOCUMENTS = ['*.md', '{docs,electron,shared,renderer,tests,tools}/**/*.md'];
const SOURCES = [...DOCUMENTS, '{electron,shared,renderer,tests,tools}/**/*.{ts,tsx,mts,mjs,js,css,html}'];
/** What is written in this test is no citation. */
const OWN = 'tests/docs/';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const filesOf = (patterns: readonly string[]): readonly string[] =>
  globSync([...patterns], { cwd: ROOT }).filter((file) => !file.includes('node_modules') && !file.startsWith(OWN));

/** The text of a page: one file, a folder of files, or a page of the reference. */
const filesOfPage = (page: string): readonly string[] =>
  globSync([`docs/${page}.md`, `docs/${page}/**/*.md`, `docs/reference/${page}.md`], { cwd: ROOT });
const SECTIONS = new Map<string, ReadonlySet<string>>(
  PAGES.map((page) => [page, new Set(filesOfPage(page).flatMap((file) => [...sectionsOf(read(file))]))]),
);

/** The page that a document of `docs/` belongs to; null for any other file. */
function ownPageOf(file: string): string | null {
  const [, name] = /^docs\/([^/.]+)/.exec(file) ?? [];
  return PAGES.find((page) => page === name) ?? null;
}

type Found = Citation & { readonly file: string };
const CITED: readonly Found[] = filesOf(SOURCES).flatMap((file) =>
  citationsOf(read(file), ownPageOf(file)).map((one) => ({ ...one, file })),
);

const isResolved = ({ page, section }: Citation): boolean =>
  page !== null && (section === null ? filesOfPage(page).length > 0 : (SECTIONS.get(page)?.has(section) ?? false));
const described = ({ file, line, page, section }: Found): string => `${file}:${line} ${page ?? 'no page'} ${section ?? ''}`.trimEnd();

describe('documents', () => {
  test.each(PAGES)('every citation of the page %s resolves to a heading or an entry', (page) => {
    expect(CITED.filter((one) => one.page === page && !isResolved(one)).map(described)).toEqual([]);
  });

  test('every paragraph sign outside a cited page names its page', () => {
    expect(CITED.filter(({ page }) => page === null).map(described)).toEqual([]);
  });

  test('sources cite the pages: the search for citations finds them', () => {
    const pages = new Set(CITED.map(({ page }) => page));
    for (const page of ['reference', 'security', 'disclosure', 'interface', 'commands']) expect(pages).toContain(page);
    expect(CITED.length).toBeGreaterThan(1_500);
  });

  test('every link between documents leads to a file, and to one of its headings', () => {
    const dead = filesOf(DOCUMENTS).flatMap((file) =>
      linksOf(read(file)).flatMap(({ line, path, anchor }) => {
        const target = path === '' ? file : join(path.startsWith('/') ? '' : dirname(file), path);
        const leads = existsSync(join(ROOT, target)) && (anchor === null || anchorsOf(read(target)).has(anchor));
        return leads ? [] : [`${file}:${line} ${path}${anchor === null ? '' : `#${anchor}`}`];
      }),
    );
    expect(dead).toEqual([]);
  });
});

describe('the search for citations', () => {
  const named = (text: string): readonly string[] =>
    citationsOf(text, null).map(({ page, section }) => `${page ?? '?'} ${section ?? ''}`.trimEnd());

  test.each<readonly [string, readonly string[]]>([
    ['(security §2.6)', ['security 2.6']],
    ['Reference §5.4: every hour', ['reference 5.4']],
    ['`disclosure.md` §6.2 and §6.3 are', ['disclosure 6.2', 'disclosure 6.3']],
    ['disclosure.md §1 F4, §5, §6.3)', ['disclosure 1', 'disclosure 5', 'disclosure 6.3']],
    ['interface 3.13, 3.14', ['interface 3.13', 'interface 3.14']],
    ['interface 6', ['interface 6']],
    ['interface P1, §3.5', ['interface P1', 'interface 3.5']],
    ['reference §5.5.2–5.5.8', ['reference 5.5.2', 'reference 5.5.8']],
    ['supplement §5.8.3b, S5', ['supplement 5.8.3b', 'supplement S5']],
    ['security §9.4, T15', ['security 9.4', 'security T15']],
    ['chromium-shell §0, §7', ['chromium-shell 0', 'chromium-shell 7']],
    ['security §2.4; reference §7.2', ['security 2.4', 'reference 7.2']],
    ['the rules of commands.md', ['commands']],
    ['(security\n * §2.4, §9.4)', ['security 2.4', 'security 9.4']],
    ['the defaults of §2.4', ['? 2.4']],
    ['RFC 4648 §5', []],
    ['kills (T1–T3)', ['security T1', 'security T3']],
    ['`2026-05-31T10:00`, T01 of the month', []],
    ['50 commands, 3 of them', []],
  ])('%s', (text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  test('a line is that of the source', () => {
    expect(citationsOf('a\n * b (security\n * §9.9)', null)).toEqual([{ line: 2, page: 'security', section: '9.9' }]);
  });

  test('a heading in a block of code is no section', () => {
    expect([...sectionsOf('# 1. One\n```\n# 2 Two\n```\n### 3.4b) Three\n## 4th\n| S5 | x |')]).toEqual(['1', '3.4b', 'S5']);
  });

  test('anchors are those of GitHub', () => {
    expect([...anchorsOf("# L'accueil, étape 1\n## Copy\n## Copy")]).toEqual(['laccueil-étape-1', 'copy', 'copy-1']);
  });

  test('links outside the repository and links in code are left out', () => {
    expect(linksOf('[a](https://x.org) `[b](c.md)` [d](e.md#f)')).toEqual([{ line: 1, path: 'e.md', anchor: 'f' }]);
  });
});
