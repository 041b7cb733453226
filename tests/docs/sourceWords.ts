import { parseSync, Visitor } from 'vite';
import { basename } from 'node:path';
import { withoutCode } from './markdown.ts';

/** A piece of writing and where it begins in its file, in characters. */
export type Written = { readonly text: string; readonly start: number };

/** What people read in a file. `names`: its own first, then each identifier once; `prose`: comments, test titles, the text of a document. */
export type SourceWords = { readonly names: readonly Written[]; readonly prose: readonly Written[] };

const TESTS = new Set(['test', 'describe', 'it']);

/** Names and prose of a source (`.ts`, `.tsx`) or of a document (`.md`). Throws if a source cannot be parsed. */
export function sourceWords(path: string, text: string): SourceWords {
  if (path.endsWith('.md')) return { names: [], prose: [{ text: withoutCode(text), start: 0 }] };
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed`);
  const names = new Map<string, number>();
  const titles: Written[] = [];
  const add = (name: string, start: number): void => void (names.has(name) || names.set(name, start));
  new Visitor({
    Identifier: ({ name, start }) => add(name, start),
    JSXIdentifier: ({ name, start }) => void (/^[A-Z]/.test(name) && add(name, start)),
    PrivateIdentifier: ({ name, start }) => add(name, start),
    Property: ({ key }) => void (key.type === 'Literal' && typeof key.value === 'string' && add(key.value, key.start)),
    CallExpression: ({ callee, arguments: [title] }) => {
      if (!TESTS.has(rootOf(text.slice(callee.start, callee.end))) || title === undefined) return;
      if (title.type === 'Literal' || title.type === 'TemplateLiteral')
        titles.push(withoutValues(text.slice(title.start, title.end), title.start));
    },
  }).visit(program);
  const notes = comments.map(({ value, start }) => ({ text: withoutQuotes(value), start: start + 2 }));
  const own = { text: basename(path).replace(/\..*$/, ''), start: 0 };
  return { names: [own, ...[...names].map(([name, start]) => ({ text: name, start }))], prose: [...notes, ...titles] };
}

/** The first name of `test`, `test.each([…])`, `describe.skipIf(…)`. */
function rootOf(callee: string): string {
  return /^\w+/.exec(callee)?.[0] ?? '';
}

function withoutValues(title: string, start: number): Written {
  return { text: title.replaceAll(/\$\{[^}]*\}/g, blank), start };
}

/** A comment of the same length without its names between backquotes, its quotations of the screen and the stars of its margin. */
function withoutQuotes(comment: string): string {
  return comment.replaceAll(/`[^`]*`|«[^»]*»|^\s*\*/gm, blank);
}

/** The same length and lines, so that what follows keeps its place. */
function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}

/** The words of a name, in small letters: `theRest` → the rest, `every_item_settled` → every item settled. */
export function wordsOfName(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase();
}
