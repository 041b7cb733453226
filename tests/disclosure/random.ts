import { auditProtection } from '../../electron/disclosure/attack/audit.ts';
import { protect } from '../../electron/disclosure/protect/protect.ts';
import type { Instance, Protection } from '../../shared/disclosure/instance.ts';
import { type Campaign, newCampaign } from './campaign.ts';
import { judgePrint } from './checker.ts';
import { randomInstance } from './randomInstances.ts';

/** The width of the feasible range that an instance asks for (disclosure.md §3.3). */
export function widthOf({ rule }: Instance): number {
  return rule.width ?? Math.max(1, rule.threshold - 2);
}

/** Leaks are looked for, not the cheapest pattern: a short search, so that ten thousand releases take minutes. */
export const shortSearch = { solves: 30, proofSolves: 150 } as const;

/** Random releases, each protected, then attacked, then judged by the checker. Each seed is one release: `--random 1 --seed S` repeats it. */
export async function protectRandom(seeds: readonly number[]): Promise<Campaign> {
  const campaign = newCampaign('random tables');
  const started = performance.now();
  for (const seed of seeds) {
    campaign.tries += 1;
    try {
      const instance = randomInstance(seed);
      const protection = await protect(instance, { ...shortSearch, objective: seed % 2 === 0 ? 'count' : 'useful' });
      await weigh(campaign, seed, instance, protection);
    } catch (error) {
      campaign.crashed += 1;
      campaign.notes.push(`seed ${seed}: ${error instanceof Error ? error.message : 'crashed'}`);
    }
  }
  campaign.seconds = Math.round((performance.now() - started) / 100) / 10;
  return campaign;
}

async function weigh(campaign: Campaign, seed: number, instance: Instance, protection: Protection): Promise<void> {
  const width = widthOf(instance);
  const [audit, judgement] = [await auditProtection(instance, protection, width), await judgePrint(instance, protection, width)];
  const leaks = audit.leaks.length;
  const found = judgement.exact + judgement.tooNarrow + judgement.undecided;
  const before = campaign.notes.length;
  const note = (sentence: string): number => campaign.notes.push(`seed ${seed}: ${sentence}`);
  campaign.faults += judgement.faults.length;
  if (judgement.faults.length > 0) note(judgement.faults.join(', '));
  if (leaks > 0 !== found > 0 || audit.faults.length > 0 !== judgement.faults.length > 0) {
    campaign.disagreements += 1;
    note('the attacker and the checker disagree');
  }
  if (protection.status === 'refused') {
    campaign.refused += 1;
    if (protection.stoppedBy === 'refused' && found > 0) return;
    campaign.unjustified += 1;
    note(`refused (${protection.stoppedBy})`);
    return;
  }
  campaign.exact += Math.max(judgement.exact, audit.exact);
  campaign.too_narrow += Math.max(judgement.tooNarrow, audit.tooNarrow);
  campaign.unproven_published += Math.max(judgement.undecided, audit.unproven);
  if (protection.status === 'cut') campaign.cut += 1;
  if (protection.optimal) campaign.optimal += 1;
  if (found + leaks > 0 && campaign.notes.length === before) note('a leak was published');
}
