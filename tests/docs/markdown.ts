/** A row of a Markdown table: heading of a column → its cell. */
export type Row = Readonly<Record<string, string>>;

/** Rows of every table of `text` whose headings are exactly `headings`, from top to bottom. Throws if there is none. */
export function tableRows(text: string, headings: readonly string[]): readonly Row[] {
  const lines = text.split('\n').map(cellsOf);
  const starts = lines.flatMap((cells, at) => (cells.join('|') === headings.join('|') ? [at] : []));
  if (starts.length === 0) throw new Error(`no table with the columns ${headings.join(', ')}`);
  return starts.flatMap((start) => {
    const rows = lines.slice(start + 2);
    const end = rows.findIndex((cells) => cells.length !== headings.length);
    return rows
      .slice(0, end === -1 ? rows.length : end)
      .map((cells) => Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? ''])));
  });
}

function cellsOf(line: string): readonly string[] {
  if (!line.startsWith('|')) return [];
  return line
    .slice(1, line.lastIndexOf('|'))
    .split('|')
    .map((cell) => cell.trim());
}

/** What is between backquotes in a cell or a line. */
export function codeSpans(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}

/** `text` of the same length, its fenced blocks and code spans blank. */
export function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```|`[^`\n]*`/gm, (code) => code.replaceAll(/[^\n]/g, ' '));
}

/** Targets of the links and pictures of a page that lead inside the repository. */
export function localLinks(text: string): readonly string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '').filter((target) => !/^[a-z]+:/i.test(target));
}

/** Anchors of the headings of a page, as a reader of Markdown makes them. */
export function anchors(text: string): readonly string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? '');
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  );
}
