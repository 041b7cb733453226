import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PART_CLASSES } from '../../../../electron/keys/records.ts';
import { storageOf } from '../../../../electron/services/caseRecords/storage.ts';
import { withCaseKeys } from '../../../../electron/store/caseRecords/caseKeys.ts';
import { insertLink, removeLinks } from '../../../../electron/store/caseRecords/familyLinks.ts';
import { insertRecord, joined, listRecords, openRecord, updateRecord } from '../../../../electron/store/caseRecords/records.ts';
import { transaction } from '../../../../electron/store/base/sql.ts';
import type { Answers } from '../../../../shared/forms/answers.ts';
import { formOf, type FormId } from '../../../../shared/forms/registry.ts';
import { FAMILY_KINDS, type FamilyKind } from '../../../../shared/rules/cases/family.ts';
import { MERGED_FORMS, type Choice } from '../../../../shared/rules/cases/merge.ts';
import { answersTo } from '../../../shared/forms/invented.ts';
import { newCentre, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';
import { bytesOf, caseSessionOf, pairOfFiles, preview, mergeFixtures, type MergeFixtures } from './mergeFixtures.ts';

/** Forms of which a file may hold several records, whatever they say. */
const SEVERAL: readonly FormId[] = ['incident', 'risk_assessment', 'follow_up', 'consent_share', 'safe_contact', 'plan_gbv'];
const CHOICES = ['survivor', 'ended', 'both'] as const satisfies readonly Choice[];
/** Between which files links are: the two of the pair, and two others of their family. */
const ENDS = ['survivor', 'ended', 'first', 'second'] as const;
const RUNS = 30;

let centre: Installation;
let files: MergeFixtures;
let family: Readonly<Record<(typeof ENDS)[number], string>>;

beforeAll(async () => {
  centre = await newCentre();
  files = await mergeFixtures(centre);
  const first = await registerCase(centre, { ...PERSON, staff: 'AC2', name: ['Première', 'Parente'] });
  const second = await registerCase(centre, { ...PERSON, staff: 'AC2', name: ['Seconde', 'Parente'] });
  family = { ...files, first, second };
  await centre.unlock('SD1');
}, 600_000);
afterAll(() => centre.remove());

/** Which links exist beforehand: at most one between two files. */
const linked = fc.uniqueArray(
  fc
    .record({
      between: fc.shuffledSubarray([...ENDS], { minLength: 2, maxLength: 2 }),
      kind: fc.constantFrom(...FAMILY_KINDS),
    })
    .map(({ between: [left = 'survivor', right = 'ended'], kind }) => ({ left, right, kind })),
  { selector: ({ left, right }) => [left, right].toSorted().join(' '), maxLength: 6 },
);

/** Puts these links, and no other, between the four files. */
function relate(
  links: readonly { readonly left: keyof typeof family; readonly right: keyof typeof family; readonly kind: FamilyKind }[],
): void {
  const { stores } = caseSessionOf(centre);
  transaction(stores.cases, (db) => {
    for (const caseId of Object.values(family)) removeLinks(db, stores, caseId);
    for (const { left, right, kind } of links) insertLink(db, stores, { left: family[left], right: family[right], kind });
  });
}

type Additions = { readonly merged: readonly Answers[]; readonly other: { readonly form: FormId; readonly answers: Answers } };

const additions: fc.Arbitrary<Additions> = fc.record({
  merged: fc.tuple(...MERGED_FORMS.map((form) => answersTo(formOf(form)))),
  other: fc.constantFrom(...SEVERAL).chain((form) => fc.record({ form: fc.constant(form), answers: answersTo(formOf(form)) })),
});

/** Writes any well-formed answers over what a file says of its person, and one more record of another form. */
function write(caseId: string, { merged, other }: Additions): void {
  const { stores } = caseSessionOf(centre);
  const at = centre.application.host.now().getTime();
  const writer = { siteId: stores.roster.siteId, userId: stores.user.userId };
  transaction(stores.cases, (db) =>
    withCaseKeys(db, stores, caseId, (keys) => {
      const registration = merged[0] ?? {};
      for (const [place, form] of MERGED_FORMS.entries()) {
        const row = listRecords(db, caseId, form).at(-1);
        if (row === undefined) throw new Error('the invented file is not whole');
        const answers = storageOf(form, merged[place] ?? {}, { registration, frozen: [] });
        updateRecord(db, keys, { recordId: row.record_id, revision: row.revision, version: 1, status: row.status, answers }, writer, at);
      }
      const answers = storageOf(other.form, other.answers, { registration, frozen: [] });
      insertRecord(db, keys, { caseId, form: other.form, parentId: null, version: 1, status: 'finished', answers }, writer, at);
    }),
  );
}

/** What the surviving file says of its person. Only its questions take several answers. */
function registrationOf(caseId: string): Answers {
  const { stores } = caseSessionOf(centre);
  return withCaseKeys(stores.cases, stores, caseId, (keys) => {
    const row = listRecords(stores.cases, caseId, 'registration').at(-1);
    return row === undefined ? {} : joined(openRecord(stores.cases, keys, stores.roster.siteId, row, PART_CLASSES));
  });
}

test('whatever two files say and whatever is chosen, a merge then its undoing gives every byte back, and a refused one changes none', async () => {
  let undone = 0;
  let unions = 0;
  await fc.assert(
    fc.asyncProperty(additions, additions, linked, fc.infiniteStream(fc.constantFrom(...CHOICES)), async (one, other, links, sides) => {
      relate(links);
      write(files.survivor, one);
      write(files.ended, other);
      const before = bytesOf(centre, files);
      const { pairId } = await pairOfFiles(centre, files);
      const { sign, forms } = await preview(centre, pairId);
      const choices = forms.flatMap(({ form, rows }) =>
        rows.map(({ field, both, proposed }) => {
          const side = sides.next().value ?? proposed;
          return { form, field, side: side === 'both' && both === null ? proposed : side };
        }),
      );
      unions += choices.filter(({ side }) => side === 'both').length;
      const reply = await centre.call('duplicates.merge', { pairId, sign, choices });
      if (reply.ok) {
        expect(bytesOf(centre, files)).not.toBe(before);
        const together = forms.flatMap(({ form, rows }) =>
          rows.filter(({ field }) => choices.some((choice) => choice.form === form && choice.field === field && choice.side === 'both')),
        );
        expect(registrationOf(files.survivor)).toMatchObject(Object.fromEntries(together.map(({ field, both }) => [field, both])));
        const { merged } = await centre.ask('duplicates.list', {});
        await centre.ask('duplicates.undo', { mergeId: merged[0]?.mergeId ?? '' });
        undone += 1;
      } else expect(reply.failure.kind).toBe('invalid');
      expect(bytesOf(centre, files)).toBe(before);
    }),
    { numRuns: RUNS, seed: 20261124 },
  );
  expect(undone).toBeGreaterThan(RUNS / 3);
  expect(unions).toBeGreaterThan(0);
}, 900_000);
