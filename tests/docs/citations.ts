/** The pages of `docs/` that sources cite by section number. */
export const PAGES = [
  'reference',
  'supplement',
  'security',
  'disclosure',
  'interface',
  'architecture',
  'commands',
  'chromium-shell',
  'need-to-know',
  'linked-units',
] as const;

/** A section (`2.6`, `5.8.3b`), an entry of a table (`S5`, `P5`, `T13`), or the whole page. `page` null: the source names none. */
export type Citation = { readonly line: number; readonly page: string | null; readonly section: string | null };

const NUMBER = String.raw`(?:S?\d+(?:\.\d+)*[a-z]?|P\d+)(?![\w.-]*\w)`;
/** Between two sections of one citation: `§2.6, §6.3`, `3.13, 3.14`, `§5.5.2–5.5.8`, `§1 F4, §5`. */
const NEXT = String.raw`(?:\s[A-Z]\d+)?(?:\s*[,;–]\s*|\s+(?:and|or|to)\s+)`;
const NAMED = new RegExp(
  String.raw`(?<![\w./-])(${PAGES.join('|')})(\.md)?\x60?(?:(?:,\s*(?=§)|\s+)(§?\s?${NUMBER}(?:${NEXT}§?\s?${NUMBER})*))?(?![\w-])`,
  'gi',
);
const EACH = new RegExp(String.raw`(?<![\w.])${NUMBER}`, 'g');
const BARE = new RegExp(String.raw`§\s?(${NUMBER})`, 'g');
const OF_OTHERS = /RFC \d+ §[\d.]+/g;
const TEST_ID = /(?<![\w$}.-])T[1-9]\d?\b(?!:\d)/g;
/** Line break and margin of a comment: a citation may be cut there. */
const MARGIN = /\n[ \t]*(?:\*(?!\/)|\/\/)?/g;

/** Every citation of one source. `ownPage`: the page that a `§` without a page means, null where it must name one. */
export function citationsOf(text: string, ownPage: string | null): readonly Citation[] {
  const flat = text.replaceAll(MARGIN, (margin) => '\n'.padEnd(margin.length));
  const lineAt = (index: number): number => flat.slice(0, index).split('\n').length;
  const found: Citation[] = [];
  const unnamed = flat.replaceAll(NAMED, (whole, word: string, ending: string | undefined, numbers: string | undefined, index: number) => {
    const cited = { line: lineAt(index), page: word.toLowerCase() };
    const sections = numbers === undefined ? [] : numbers.matchAll(EACH);
    for (const [section] of sections) found.push({ ...cited, section });
    if (numbers === undefined && ending !== undefined) found.push({ ...cited, section: null });
    return ' '.repeat(whole.length);
  });
  for (const match of unnamed.replaceAll(OF_OTHERS, (whole) => ' '.repeat(whole.length)).matchAll(BARE))
    found.push({ line: lineAt(match.index), page: ownPage, section: match[1] ?? null });
  for (const match of flat.matchAll(TEST_ID)) found.push({ line: lineAt(match.index), page: 'security', section: match[0] });
  return found;
}

const HEADING = /^#{1,6} +(.+?) *#*$/gm;
const ENTRY = /^\| *([SPT]\d+) *\|/gm;
const FENCE = /^(```|~~~)[\s\S]*?^\1/gm;

/** What a page can be cited by: the numbers with which its headings begin, and the first cells of its tables. */
export function sectionsOf(text: string): ReadonlySet<string> {
  const body = text.replaceAll(FENCE, '');
  const numbers = headingsOf(body).flatMap((heading) => /^§?\s?(S?\d+(?:\.\d+)*[a-z]?)(?=[.):]?(?:\s|$))/.exec(heading)?.[1] ?? []);
  return new Set([...numbers, ...[...body.matchAll(ENTRY)].map(([, entry = '']) => entry)]);
}

/** Headings of a markdown text, in order. */
function headingsOf(text: string): readonly string[] {
  return [...text.matchAll(HEADING)].map(([, heading = '']) => heading);
}

/** The anchors of a markdown text, as GitHub makes them: a heading met again has a number. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  return new Set(
    headingsOf(text.replaceAll(FENCE, '')).map((heading) => {
      const slug = heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
        .replaceAll(' ', '-');
      const before = seen.get(slug) ?? 0;
      seen.set(slug, before + 1);
      return before === 0 ? slug : `${slug}-${before}`;
    }),
  );
}

export type Link = { readonly line: number; readonly path: string; readonly anchor: string | null };

/** Links and pictures of a markdown text that point into the repository; code is left out. */
export function linksOf(text: string): readonly Link[] {
  const blank = (whole: string): string => whole.replaceAll(/[^\n]/g, ' ');
  const prose = text.replaceAll(FENCE, blank).replaceAll(/`[^`\n]*`/g, blank);
  return [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)].flatMap(({ 1: target = '', index }) => {
    if (/^[a-z][a-z+.-]*:/i.test(target)) return [];
    const [path = '', anchor] = target.split('#', 2);
    return [{ line: prose.slice(0, index).split('\n').length, path: decodeURI(path), anchor: anchor ?? null }];
  });
}
