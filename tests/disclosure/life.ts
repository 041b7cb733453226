import { isDeepStrictEqual } from 'node:util';
import type { CutCause } from '../../electron/disclosure/correct/correction.ts';
import type { HandOut } from '../../electron/disclosure/consolidate/handOuts.ts';
import type { Release } from '../../electron/disclosure/equations/releases.ts';
import { label } from '../../shared/forms/lists/all.ts';
import { newCode, withAgreed, type NamedCode } from '../../shared/forms/lists/agreed.ts';
import { REFERENCE_LISTS, listsInForce, type Lists } from '../../shared/forms/lists/inForce.ts';
import { monthsOfPeriod, periodsAround } from '../../shared/time.ts';
import { REGION, THRESHOLD, countsAt, enteredIn, keptMonth, unitsOfMonth, type Recoding, type RecodedUnit } from './inventedCentres.ts';
import { copyBase, putBack, removeBase } from './livingBase.ts';
import { correct, freeze, newCentre, remembered, versionsOf, type Corrected, type LivingCentre } from './livingCentre.ts';
import { handOut, longerTables, monthTables, newDesk, type LivingDesk } from './livingDesk.ts';

/** What happens in a life and is counted. */
type Event =
  | 'corrections left'
  | 'refused with cause'
  | 'changes of mode refused'
  | 'late entries'
  | 'places re-coded'
  | 'centres put back from a copy'
  | 'desks put back from a copy'
  | 'refused of what a copy had forgotten'
  | 'quarters'
  | 'years';

/** One life of three centres and of the desk that adds them up. `notes`: what a ledger should not have done. */
export type World = {
  readonly random: () => number;
  readonly months: readonly string[];
  readonly centres: readonly LivingCentre[];
  readonly desk: LivingDesk;
  readonly notes: Set<string>;
  readonly events: Map<Event, number>;
  lists: Lists;
  recoding: Recoding | null;
  /** Of the last act; each is a minute later, and a month that is worked on has ended. */
  at: number;
};

const MINUTE = 60_000;
const RECODED = 'mopti_mopti';

export async function newWorld(random: () => number, length: number): Promise<World> {
  const months = monthsOfPeriod('2027').slice(0, length);
  const centres = await Promise.all(
    ['AAA', 'BBB', 'CCC'].map((site, rank) => newCentre(site, new Map(months.map((month) => [month, keptMonth(random(), rank, month)])))),
  );
  return {
    random,
    months,
    centres,
    desk: await newDesk(),
    notes: new Set(),
    events: new Map(),
    lists: REFERENCE_LISTS,
    recoding: null,
    at: 0,
  };
}

export function removeWorld({ centres, desk }: World): void {
  for (const { base } of [...centres, desk]) removeBase(base);
}

/** A life, month after month, and at its end everything asked once more. */
export async function live(world: World): Promise<void> {
  const { random, months, centres, desk } = world;
  for (const month of months) {
    world.at = Math.max(world.at, Date.parse(`${month}-28T08:00:00Z`) + 10 * 24 * 60 * MINUTE);
    if (random() < 0.15) recode(world, month);
    for (const centre of centres) {
      if (random() < 0.25) await copyBase(centre.base, tick(world));
      if (random() < 0.15) await putCentreBack(world, centre);
      await freezeFirst(world, centre, month);
      if (random() < 0.3) enterLate(world, centre, month);
      if (random() < 0.5) await correctMonth(world, centre, month);
    }
    if (random() < 0.3) await copyBase(desk.base, tick(world));
    giveOut(world, await monthTables(desk, month, currentOf(world, month)));
    if (giveOut(world, await monthTables(desk, month, currentOf(world, month), true)) !== 'again')
      world.notes.add(`${month} asked twice did not leave the same`);
    const corrected = centres[Math.floor(random() * centres.length)];
    if (corrected !== undefined && random() < 0.5) {
      const earlier = months[Math.floor(random() * (months.indexOf(month) + 1))] ?? month;
      if (await correctMonth(world, corrected, earlier)) giveOut(world, await monthTables(desk, earlier, currentOf(world, earlier)));
    }
    for (const period of periodsAround(month)) if (monthsOfPeriod(period).at(-1) === month) giveOutLonger(world, period);
    if (random() < 0.15) await putDeskBack(world);
  }
  for (const centre of centres) await putCentreBack(world, centre);
  await putDeskBack(world);
  for (const period of new Set(months.flatMap(periodsAround))) giveOutLonger(world, period);
}

function happened({ events }: World, event: Event): void {
  events.set(event, (events.get(event) ?? 0) + 1);
}

function tick(world: World): number {
  world.at += MINUTE;
  return world.at;
}

/** A cercle is retired by the sub-cluster and another one typed since, which counts as it or, where none of 2012 holds it, as unknown. Frozen months count as before. */
function recode(world: World, month: string): void {
  if (world.recoding !== null) return;
  const words = { fr: 'Cercle nouveau', en: 'New cercle' };
  const to = newCode('cercle', { en: words.en, region: REGION }, []);
  const countsAs = world.random() < 0.5 ? RECODED : null;
  const named: NamedCode[] = [
    { list: 'cercle', code: to, ...words, region: REGION, countsAs, retiredFrom: null },
    { list: 'cercle', code: RECODED, ...label('cercle', RECODED), region: null, countsAs: null, retiredFrom: `${month}-01` },
  ];
  const { agreed, refusal } = withAgreed([], named);
  if (agreed === null) throw new Error(`the lists were not agreed: ${refusal}`);
  const lists = listsInForce(agreed);
  for (const { site, units } of world.centres)
    for (const [of, entered] of units)
      if (of < month && !isDeepStrictEqual(countsAt(of, entered, lists), countsAt(of, entered, world.lists)))
        world.notes.add(`${site} ${of} counts otherwise since a place was re-coded`);
  world.lists = lists;
  world.recoding = { from: RECODED, to };
  happened(world, 'places re-coded');
  for (const { units } of world.centres) for (const [of, entered] of units) if (of >= month) units.set(of, typedAnew(world, entered, 1));
}

/** Some receptions with their place typed with its new code. */
function typedAnew({ random, recoding }: World, units: readonly RecodedUnit[], share: number): readonly RecodedUnit[] {
  return recoding === null ? units : units.map((unit) => (random() < share ? { ...unit, recoding } : unit));
}

/** The first version. After a copy was put back it waits for the focal point's word, which is given where nothing of the month ever left. */
async function freezeFirst(world: World, centre: LivingCentre, month: string): Promise<void> {
  const outcome = await freeze(centre, month, world.lists, tick(world), false);
  if (outcome === 'unproved') world.notes.add(`${centre.site} ${month} was not proved`);
  if (outcome === 'refused' && (await freeze(centre, month, world.lists, tick(world), true)) !== 'left')
    world.notes.add(`${centre.site} ${month} was not frozen, and it never left`);
}

/** Receptions of a frozen month entered afterwards: they count in the next one, and the frozen month counts as before. */
function enterLate(world: World, { site, units }: LivingCentre, month: string): void {
  const next = world.months[world.months.indexOf(month) + 1];
  if (next === undefined) return;
  happened(world, 'late entries');
  const late = unitsOfMonth(Math.floor(world.random() * 1_000_000), 10, month).map((unit) => enteredIn(unit, month, next));
  const frozen = units.get(month) ?? [];
  if (countsAt(month, [...frozen, ...late], world.lists).counted !== countsAt(month, frozen, world.lists).counted)
    world.notes.add(`${site} ${month} was reopened`);
  units.set(next, [...(units.get(next) ?? []), ...late]);
}

/**
 * Receptions taken out or recorded with another place; first another mode is asked for, which never leaves. The correction leaves or is refused, and a refusal has its cause in the
 * truth. True when it left.
 */
async function correctMonth(world: World, centre: LivingCentre, month: string): Promise<boolean> {
  const { random, lists, notes } = world;
  const before = centre.units.get(month) ?? [];
  const kept = before.slice(Math.floor(random() ** 2 * before.length));
  centre.units.set(month, typedAnew(world, kept, 0.5));
  const newest = versionsOf(centre, month).at(-1);
  const isNewest = newest !== undefined && newest.version === remembered(centre, month);
  if (random() < 0.2) {
    const mode = random() < 0.5 ? 'rounded' : 'sealed';
    if ((await correct(centre, month, lists, tick(world), { mode, isNewest })) !== null) notes.add(`${centre.site} ${month} left ${mode}`);
    else happened(world, 'changes of mode refused');
  }
  const corrected = await correct(centre, month, lists, tick(world), { isNewest });
  if (corrected === null) {
    if (isNewest) notes.add(`${centre.site} ${month}: refused though nothing was forgotten`);
    else happened(world, 'refused of what a copy had forgotten');
    return false;
  }
  if (!isNewest) notes.add(`${centre.site} ${month}: corrected beside a version that was forgotten`);
  const hasLeft = corrected.correction.outcome === 'leaves';
  if (hasLeft) happened(world, 'corrections left');
  else happened(world, 'refused with cause');
  for (const note of withoutCause(corrected)) notes.add(`${centre.site} ${month}: ${note}`);
  return hasLeft;
}

/** Tables that a correction left out for a reason that the numbers do not bear out. The attacker's own reasons are his. */
function withoutCause({ correction: { cut, outcome }, last, truth }: Corrected): string[] {
  const left = new Map(last.cells.map((cell) => [`${cell.table} ${cell.dims}`, cell]));
  const bears: Readonly<Record<CutCause, (now: number, before: number | undefined) => boolean>> = {
    change: (now, before) => before !== undefined && now !== before && Math.abs(now - before) < THRESHOLD,
    small: (now, before) => before !== undefined && now > 0 && now < 10,
    zero: (now, before) => before === undefined && now === 0,
    lines: () => true,
    rule: () => true,
    attack: () => true,
  };
  const wrong = cut.filter(({ table, cause }) => {
    const cells = truth.find(({ id }) => id === table)?.cells ?? [];
    return cells.length === 0 || !cells.some(({ dims, n }) => bears[cause](n, left.get(`${table} ${dims}`)?.value));
  });
  const notes = wrong.map(({ table, cause }) => `${table} left out for ${cause}`);
  return outcome === 'unproved' ? [...notes, 'a correction was not proved'] : notes;
}

/** A centre's copy put back: whatever it has forgotten, no month that left is frozen again, and none is corrected beside a version that it no longer knows. */
async function putCentreBack(world: World, centre: LivingCentre): Promise<void> {
  if (!(await putBack(centre.base, tick(world)))) return;
  happened(world, 'centres put back from a copy');
  for (const month of new Set(centre.left.map(({ period }) => period))) {
    if ((await freeze(centre, month, world.lists, tick(world), false)) !== 'refused')
      world.notes.add(`${centre.site} ${month} was frozen again after a copy`);
    else happened(world, 'refused of what a copy had forgotten');
    if ((await correct(centre, month, world.lists, tick(world), { isNewest: false })) !== null)
      world.notes.add(`${centre.site} ${month} was corrected after a copy, unasked`);
  }
}

/** The desk's copy put back: the tables that it remembers leave again the same, and no others of a period that left. */
async function putDeskBack(world: World): Promise<void> {
  const { desk, months, notes } = world;
  if (!(await putBack(desk.base, tick(world)))) return;
  happened(world, 'desks put back from a copy');
  for (const month of months) {
    const left = desk.left.filter(({ period }) => period === month);
    if (left.length === 0) continue;
    const next = await monthTables(desk, month, currentOf(world, month));
    const outcome = handOut(desk, next, tick(world), false);
    if (outcome === 'new') notes.add(`${month} left otherwise after a copy of the desk`);
    if (outcome === 'refused') happened(world, 'refused of what a copy had forgotten');
  }
}

/** The newest version of each centre that left, as the desk has it. */
function currentOf({ centres }: World, month: string): readonly Release[] {
  return centres.flatMap((centre) => versionsOf(centre, month).at(-1) ?? []);
}

/** Tables leave, leave again the same, or are refused. The focal point gives her word where the ledger has all that ever left of the period. */
function giveOut(world: World, next: HandOut): 'new' | 'again' | 'refused' {
  const { desk, notes } = world;
  const left = desk.left.filter(({ period }) => period === next.period);
  const outcome = handOut(desk, next, tick(world), left.length === 0);
  if (outcome !== 'refused') return outcome;
  happened(world, 'refused with cause');
  if (left.length === 0) notes.add(`${next.period} refused at its first hand-out`);
  return outcome;
}

/** A quarter or a year, as the sum of its months as they left. */
function giveOutLonger(world: World, period: string): void {
  const tables = longerTables(world.desk, period);
  if (tables === null || giveOut(world, tables) !== 'new') return;
  if (period.includes('Q')) happened(world, 'quarters');
  else happened(world, 'years');
}
