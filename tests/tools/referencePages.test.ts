import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fieldsOf } from '../../shared/forms/fields.ts';
import { LISTS } from '../../shared/forms/lists/all.ts';
import { FORM_IDS, formOf } from '../../shared/forms/registry.ts';

const ROOT = join(import.meta.dirname, '../..');

function print(asked: string) {
  return spawnSync(process.execPath, [join(ROOT, 'tools/referencePages.ts'), asked], { encoding: 'utf8' });
}

const forms = print('forms').stdout;
const lists = print('lists').stdout;

test('the pages of forms and lists are what the definitions give', () => {
  const page = (file: string) => readFileSync(join(ROOT, 'docs/reference', file), 'utf8');
  expect(page('3-forms.md')).toBe(forms);
  expect(page('4-lists.md')).toBe(lists);
});

test('every form is under the section it names, with every question', () => {
  const sections = forms.split(/^#+ (?=\d)/m);
  for (const id of FORM_IDS) {
    const form = formOf(id);
    const section = sections.find((one) => one.startsWith(`${form.reference} `));
    expect(section).toContain(`**\`${id}\`**`);
    for (const { code } of fieldsOf(form)) expect(section).toContain(`| \`${code}\``);
  }
});

test('every list has a heading and every code a line', () => {
  const found = new Map(lists.split(/^### /m).map((part) => [/^`(\w+)`/.exec(part)?.[1], part.match(/^\| `/gm)?.length]));
  for (const [name, options] of Object.entries(LISTS)) expect([name, found.get(name)]).toEqual([name, options.length]);
});

test('another page is refused', () => {
  const { status, stdout } = print('rules');
  expect([status, stdout]).toEqual([1, '']);
});
