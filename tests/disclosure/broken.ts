import { auditProtection } from '../../electron/disclosure/attack/audit.ts';
import { protect } from '../../electron/disclosure/protect/protect.ts';
import type { Instance, ProtectedCell, Protection } from '../../shared/disclosure/instance.ts';
import { dice } from '../electron/disclosure/invented.ts';
import { type Campaign, newCampaign } from './campaign.ts';
import { judgePrint } from './checker.ts';
import { shortSearch, widthOf } from './random.ts';
import { randomInstance } from './randomInstances.ts';

/** What a broken protector does to a good print: the places that it spoils, or none when the print has no such place. */
type Spoil = { readonly name: string; readonly places: (print: Print) => readonly number[]; readonly isAlwaysWrong: boolean };
type Print = {
  readonly instance: Instance;
  readonly protection: Protection;
  readonly names: readonly string[];
  readonly roll: (below: number) => number;
};

const SPOILS: readonly Spoil[] = [
  { name: 'broken: one secondary cell dropped', places: droppedSecondary, isAlwaysWrong: false },
  { name: 'broken: a zero hidden', places: hiddenZero, isAlwaysWrong: true },
  { name: 'broken: a number shown in one linked table only', places: splitStatus, isAlwaysWrong: true },
];

/**
 * Prints spoiled on purpose (disclosure.md §8.3): a try counts when the checker's own bounds or rules fail; `missed` when the attacker then finds
 * nothing. A zero hidden and a number with two statuses are always wrong, whatever the bounds.
 */
export async function breakProtector(seeds: readonly number[]): Promise<readonly Campaign[]> {
  const campaigns = SPOILS.map(({ name }) => newCampaign(name));
  for (const seed of seeds) {
    const instance = randomInstance(seed);
    const protection = await protect(instance, { ...shortSearch, objective: 'count' });
    if (protection.status !== 'ok') continue;
    const print = { instance, protection, names: namesOf(instance, protection), roll: dice(seed) };
    for (const [at, spoil] of SPOILS.entries()) {
      const campaign = campaigns[at];
      if (campaign !== undefined) await spoilAndWeigh(campaign, seed, print, spoil);
    }
  }
  return campaigns;
}

/** How many of the spoiled prints the attacker saw, beside what is asked (disclosure.md §8.3). A missed one makes the command fail, whatever the rate. */
export function ratesOf(campaigns: readonly Campaign[]): void {
  for (const [at, { tries, missed, notes }] of campaigns.entries()) {
    const rate = ((100 * (tries - missed)) / Math.max(1, tries)).toFixed(2);
    notes.push(
      `${tries - missed} of ${tries} seen by the attacker, ${rate} %; asked: ${SPOILS[at]?.isAlwaysWrong === true ? '100' : 'at least 99'} %`,
    );
  }
}

async function spoilAndWeigh(campaign: Campaign, seed: number, print: Print, spoil: Spoil): Promise<void> {
  const { instance, protection } = print;
  const places = spoil.places(print);
  if (places.length === 0) return;
  const started = performance.now();
  const cells = protection.cells.map((cell, at) => (places.includes(at) ? turned(instance, cell) : cell));
  const [judgement, audit] = [
    await judgePrint(instance, { cells }, widthOf(instance)),
    await auditProtection(instance, { cells }, widthOf(instance)),
  ];
  campaign.seconds += (performance.now() - started) / 1000;
  const isWrong = judgement.faults.length + judgement.exact + judgement.tooNarrow + judgement.undecided > 0;
  if (!isWrong && !spoil.isAlwaysWrong) return;
  campaign.tries += 1;
  if (!isWrong) campaign.disagreements += 1;
  if (audit.faults.length + audit.leaks.length > 0) return;
  campaign.missed += 1;
  campaign.notes.push(`seed ${seed}: the attacker saw nothing`);
}

function turned(instance: Instance, { table, key, ...rest }: ProtectedCell): ProtectedCell {
  const truth = instance.cells.find((cell) => cell.table === table && cell.key.join('|') === key.join('|'));
  return 'value' in rest ? { table, key, suppressed: 'secondary' } : { table, key, value: truth?.n ?? -1 };
}

function namesOf(instance: Instance, protection: Protection): string[] {
  return protection.cells.map(({ table, key }) => {
    const { dims = [], unit = '' } = instance.tables.find((one) => one.id === table) ?? {};
    return JSON.stringify([unit, ...instance.dims.map((dim) => key[dims.indexOf(dim.name)] ?? dim.hierarchy[0]?.[0])]);
  });
}

function oneOf(places: readonly number[], roll: Print['roll']): number | undefined {
  return places[roll(Math.max(1, places.length))];
}

function droppedSecondary({ protection, names, roll }: Print): readonly number[] {
  const secondary = [...protection.cells.entries()].flatMap(([at, cell]) =>
    'suppressed' in cell && cell.suppressed === 'secondary' ? [at] : [],
  );
  const dropped = oneOf(secondary, roll);
  return dropped === undefined ? [] : [...names.keys()].filter((at) => names[at] === names[dropped]);
}

function hiddenZero({ instance, protection, names, roll }: Print): readonly number[] {
  if (instance.rule.zero !== 'publish') return [];
  const zeros = [...protection.cells.entries()].flatMap(([at, cell]) => ('value' in cell && cell.value === 0 ? [at] : []));
  const hidden = oneOf(zeros, roll);
  return hidden === undefined ? [] : [...names.keys()].filter((at) => names[at] === names[hidden]);
}

function splitStatus({ protection, names, roll }: Print): readonly number[] {
  const printed = Map.groupBy(names.keys(), (at) => names[at] ?? '');
  const twice = [...protection.cells.entries()].flatMap(([at, cell]) =>
    'suppressed' in cell && (printed.get(names[at] ?? '')?.length ?? 0) > 1 ? [at] : [],
  );
  const shown = oneOf(twice, roll);
  return shown === undefined ? [] : [shown];
}
