import { attackReleases } from '../../electron/disclosure/attack/attackFolder.ts';
import type { ConsolidatedBound } from '../../electron/disclosure/consolidate/consolidatedBound.ts';
import type { ConsolidatedLine } from '../../electron/disclosure/equations/releases.ts';
import { chance, newCampaign, type Campaign } from '../faults/campaign.ts';
import { live, newWorld, removeWorld, type World } from './life.ts';

/** Mostly a quarter or two; one seed in twenty a whole year, so that a year is asked after its quarters. */
function lengthOf(seed: number): number {
  return seed % 20 === 19 ? 12 : seed % 4 === 3 ? 6 : 3;
}

/**
 * Scripted sequences of disclosure.md §8.3, one for each seed from `firstSeed` on: lives of three centres and a desk, each with its own encrypted base and ledger (`life.ts`). After
 * each life the attacker takes everything that ever left, all versions and all periods together: whatever he finds counts as let through. What the ledgers let leave and
 * should not have, and a refusal without cause, count as lost.
 */
export async function sequences(count: number, firstSeed: number): Promise<Campaign> {
  const campaign = newCampaign('sequences');
  const totals = new Map<string, number>();
  const add = (name: string, more: number) => totals.set(name, (totals.get(name) ?? 0) + more);
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    campaign.tries += 1;
    const world = await newWorld(chance(seed), lengthOf(seed));
    try {
      await live(world);
      const found = await attackAll(world);
      campaign.corrupt_accepted += found.exact + found.tooNarrow + found.contributorsBelow3 + found.unproven;
      campaign.lost_confirmed += world.notes.size;
      campaign.notes.push(...[...world.notes, ...notesOf(found)].map((note) => `seed ${seed}: ${note}`));
      add('releases attacked together', found.releases);
      add('hidden numbers asked about', found.hidden);
      add(`lives of ${world.months.length} months`, 1);
      for (const [event, times] of world.events) add(event, times);
    } catch (error) {
      campaign.crashed += 1;
      campaign.notes.push(`seed ${seed}: ${error instanceof Error ? error.message : 'failed'}`);
    } finally {
      removeWorld(world);
    }
  }
  campaign.notes.push([...totals].map(([name, times]) => `${times} ${name}`).join(', '));
  return campaign;
}

type Attack = Awaited<ReturnType<typeof attackReleases>>;

/** Everything that the centres ever released, and the newest tables of each period. */
function attackAll({ centres, desk }: World): Promise<Attack> {
  const newest = new Map(desk.left.map((one) => [one.period, one]));
  const consolidated = [...newest.values()].flatMap(({ lines }) => lines.map(asRead));
  return attackReleases({ releases: centres.flatMap(({ left }) => left), consolidated, printed: [], unread: [] });
}

function notesOf({ findings, unproven, contributorsBelow3 }: Attack): string[] {
  const notes = findings
    .slice(0, 8)
    .map(
      ({ centre, period, table, key, kind, lo, hi, releases }) =>
        `${kind} ${centre ?? 'consolidated'} ${period} ${table} ${key.join(' ')} ${lo}-${hi}, from ${releases.join(' and ')}`,
    );
  if (unproven > 0) notes.push(`${unproven} not proved`);
  if (contributorsBelow3 > 0) notes.push(`${contributorsBelow3} of one or two centres`);
  return notes;
}

function asRead(line: ConsolidatedBound): ConsolidatedLine {
  return { ...line, value: line.value ?? undefined, low: line.low ?? undefined, high: line.high ?? undefined };
}
