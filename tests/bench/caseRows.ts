import { chance } from '../faults/campaign.ts';
import { evaluateNames } from '../names/evaluation.ts';
import type { LargeCentre } from './centre.ts';
import { compare, timeOf, type Row } from './measure.ts';

const TRIES = 60;
/** Persons among whom a returning person is searched, and searches. */
const PERSONS = 20_000;
const LOOKS = 300;

/** A case file and its longest form opened by requests of their caseworker; and one search for the same person among 20,000. */
export async function caseRows(centre: LargeCentre): Promise<readonly Row[]> {
  await centre.unlock(centre.caseworker);
  const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
  let turn = 0;
  const next = (): string => rows[(turn += 1) % rows.length]?.caseId ?? '';
  const file = { name: 'a case file opened', run: () => timeOf(() => centre.ask('cases.open', { caseId: next() })) };
  const incident = { form: 'incident', recordId: null, parentId: null, narrative: false };
  const form = { name: 'its longest form opened', run: () => timeOf(() => centre.ask('forms.open', { caseId: next(), ...incident })) };
  const opened = [await compare(file, null, TRIES), await compare(form, null, TRIES)];
  await centre.lock();
  return [...opened, samePersonRow()];
}

function samePersonRow(): Row {
  const { p50, p95 } = evaluateNames(PERSONS, LOOKS, chance(1));
  return { name: `the same person looked for among ${PERSONS}`, unit: 'ms', p50, p95, reference: null, ratio: null };
}
