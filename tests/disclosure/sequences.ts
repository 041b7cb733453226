import { isDeepStrictEqual } from 'node:util';
import { attackReleases } from '../../electron/disclosure/attackFolder.ts';
import type { Correction, CutCause } from '../../electron/disclosure/correction.ts';
import { consolidationBounds, periodBounds, summedAreas, type ConsolidatedBound } from '../../electron/disclosure/consolidation.ts';
import { compareHandOuts, type HandOut, type Sums } from '../../electron/disclosure/handOuts.ts';
import type { ConsolidatedLine, Release } from '../../electron/disclosure/releases.ts';
import { trueTables } from '../../electron/disclosure/trueTables.ts';
import { monthsOfPeriod, periodsAround } from '../../shared/time.ts';
import type { CountedUnit } from '../../shared/rules/countedUnit.ts';
import { newCampaign, type Campaign } from '../faults/campaign.ts';
import { THRESHOLD, asVersion, countsAt, enteredIn, firstVersion, nextVersion, unitsOfMonth, type Place } from './inventedCentres.ts';

/** One centre as its supervisor knows it: what it counts month by month, and every version that left. */
type Centre = { readonly place: Omit<Place, 'month'>; readonly units: Map<string, readonly CountedUnit[]>; readonly left: Release[] };

/** One life of a few centres and of the desk that adds them up. */
type World = {
  readonly random: () => number;
  readonly centres: readonly Centre[];
  readonly months: readonly string[];
  /** What the desk handed out: its ledger. */
  readonly handedOut: HandOut[];
  readonly notes: Set<string>;
  corrections: number;
  refusals: number;
};

/**
 * Scripted sequences of disclosure.md §8.3: months of three centres frozen one after the other, with late entries, corrections small and large, a month asked twice, a
 * base put back from a copy and frozen again, quarters after months, a year after quarters. After each life the attacker takes everything that ever left, all versions
 * and all periods together: whatever he finds counts as let through. A refusal is judged from the truth alone; one without cause counts as lost. `random` from 0 to 1.
 */
export async function sequences(count: number, random: () => number): Promise<Campaign> {
  const campaign = newCampaign('sequences');
  let [corrections, refusals, released] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    campaign.tries += 1;
    try {
      const world = newWorld(random, lengthOf(at));
      const lines = await live(world);
      const releases = world.centres.flatMap(({ left }) => left);
      const found = await attackReleases({ releases, consolidated: lines, printed: [], unread: [] });
      campaign.corrupt_accepted += found.exact + found.tooNarrow + found.contributorsBelow3 + found.unproven;
      campaign.lost_confirmed += world.notes.size;
      for (const note of world.notes) campaign.notes.push(`sequence ${at}: ${note}`);
      for (const { centre, period, table, key, kind, lo, hi, releases: used } of found.findings.slice(0, 8))
        campaign.notes.push(
          `sequence ${at}: ${kind} ${centre ?? 'consolidated'} ${period} ${table} ${key.join(' ')} ${lo}-${hi}, from ${used.join(' and ')}`,
        );
      if (found.unproven > 0) campaign.notes.push(`sequence ${at}: ${found.unproven} not proved`);
      if (found.contributorsBelow3 > 0) campaign.notes.push(`sequence ${at}: ${found.contributorsBelow3} of one or two centres`);
      [corrections, refusals, released] = [corrections + world.corrections, refusals + world.refusals, released + found.releases];
    } catch (error) {
      campaign.crashed += 1;
      campaign.notes.push(`sequence ${at}: ${error instanceof Error ? error.message : 'failed'}`);
    }
  }
  campaign.notes.push(`${released} releases attacked together, ${corrections} corrections left, ${refusals} refused with cause`);
  return campaign;
}

/** Mostly a quarter or two; one in twenty a whole year. */
function lengthOf(at: number): number {
  return at % 20 === 19 ? 12 : at % 4 === 3 ? 6 : 3;
}

function newWorld(random: () => number, length: number): World {
  const months = monthsOfPeriod('2025').slice(0, length);
  const seed = () => Math.floor(random() * 1_000_000);
  const centres = ['AAA', 'BBB', 'CCC'].map((site): Centre => {
    const units = months.map((month) => [month, unitsOfMonth(seed(), 20 + Math.floor(random() ** 2 * 400), month)] as const);
    return { place: { site, region: 'mopti' }, units: new Map(units), left: [] };
  });
  return { random, centres, months, handedOut: [], notes: new Set(), corrections: 0, refusals: 0 };
}

/** A life, month after month; gives the consolidated lines that left. */
async function live(world: World): Promise<ConsolidatedLine[]> {
  for (const month of world.months) {
    for (const centre of world.centres) {
      await freeze(world, centre, month);
      if (world.random() < 0.3) enterLate(world, centre, month);
      if (world.random() < 0.5) await correct(world, centre, month);
    }
    await handOutMonth(world, month);
    if ((await handOutMonth(world, month)) !== 'again') world.notes.add(`${month} asked twice did not leave the same`);
    const corrected = world.centres[Math.floor(world.random() * world.centres.length)];
    if (corrected !== undefined && world.random() < 0.5) await correct(world, corrected, month);
    await handOutMonth(world, month);
    handOutLonger(world, month);
  }
  const newest = new Map(world.handedOut.map((one) => [one.period, one]));
  return [...newest.values()].flatMap(({ lines }) => lines.map(asRead));
}

/** The first version. A base put back from a copy of before, with the same files in it, gives the same cells again. */
async function freeze(world: World, { place, units, left }: Centre, month: string): Promise<void> {
  const counts = countsAt({ ...place, month }, units.get(month) ?? []);
  const release = await firstVersion({ ...place, month }, counts);
  if (release === null) world.notes.add(`${place.site} ${month} was not frozen`);
  else left.push(release);
  if (world.random() < 0.1 && !isDeepStrictEqual(await firstVersion({ ...place, month }, counts), release))
    world.notes.add(`${place.site} ${month} frozen again was another`);
}

/** Receptions of a frozen month entered afterwards: they count in the next one, and the frozen month counts as before. */
function enterLate(world: World, { place, units }: Centre, month: string): void {
  const next = world.months[world.months.indexOf(month) + 1];
  if (next === undefined) return;
  const late = unitsOfMonth(Math.floor(world.random() * 1_000_000), 10, month).map((unit) => enteredIn(unit, month, next));
  const before = countsAt({ ...place, month }, units.get(month) ?? []).counted;
  if (countsAt({ ...place, month }, [...(units.get(month) ?? []), ...late]).counted !== before)
    world.notes.add(`${place.site} ${month} was reopened`);
  units.set(next, [...(units.get(next) ?? []), ...late]);
}

/** Receptions taken out or told otherwise; the correction leaves or is refused, and a refusal has its cause in the truth. */
async function correct(world: World, { place, units, left }: Centre, month: string): Promise<void> {
  const before = units.get(month) ?? [];
  const dropped = Math.floor(world.random() ** 2 * before.length);
  const now = before.slice(dropped);
  const former = left.filter(({ period }) => period === month);
  const last = former.at(-1);
  if (last === undefined) return;
  const counts = countsAt({ ...place, month }, now);
  const correction = await nextVersion(former, counts);
  units.set(month, now);
  if (correction.outcome === 'leaves') {
    left.push(asVersion(last, correction));
    world.corrections += 1;
  } else world.refusals += 1;
  for (const note of withoutCause(correction, last, trueTables(counts, THRESHOLD))) world.notes.add(`${place.site} ${month}: ${note}`);
}

/** Tables that a correction left out for a reason that the numbers do not bear out. The attacker's own reasons are his. */
function withoutCause({ cut, outcome }: Correction, last: Release, truth: ReturnType<typeof trueTables>): string[] {
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

function current(world: World, month: string): readonly Release[] {
  return world.centres.flatMap(({ left }) => left.findLast(({ period }) => period === month) ?? []);
}

async function handOutMonth(world: World, month: string): Promise<'new' | 'again' | 'tooClose'> {
  const releases = current(world, month);
  const lines = await consolidationBounds(releases);
  return handOut(world, { period: month, months: { [month]: sumsOf(releases) }, lines });
}

function sumsOf(releases: readonly Release[]): Sums {
  const areas = summedAreas(releases, ({ region }) => region);
  return Object.fromEntries([...areas].map(([area, summed]) => [area, summed.map(({ name }) => name).toSorted()]));
}

/** What the desk does with a hand-out: it leaves, leaves again the same, or is refused; then one or two centres changed, or a number moved by little. */
function handOut(world: World, next: HandOut): 'new' | 'again' | 'tooClose' {
  const outcome = compareHandOuts(next, world.handedOut);
  if (outcome === 'new') world.handedOut.push(next);
  if (outcome !== 'tooClose') return outcome;
  world.refusals += 1;
  const former = world.handedOut.filter(({ period }) => period === next.period);
  if (former.length === 0) world.notes.add(`${next.period} refused at its first hand-out`);
  return outcome;
}

/** The quarter and the year that a month ends, as sums of their months as they left. */
function handOutLonger(world: World, month: string): void {
  for (const period of periodsAround(month)) {
    const months = monthsOfPeriod(period);
    const left = months.flatMap((one) => world.handedOut.findLast((of) => of.period === one) ?? []);
    if (months.at(-1) !== month || left.length < months.length) continue;
    const sums = Object.fromEntries(left.flatMap((one) => Object.entries(one.months)));
    handOut(world, {
      period,
      months: sums,
      lines: periodBounds(
        period,
        left.map(({ lines }) => lines),
      ),
    });
  }
}

function asRead(line: ConsolidatedBound): ConsolidatedLine {
  return { ...line, value: line.value ?? undefined, low: line.low ?? undefined, high: line.high ?? undefined };
}
