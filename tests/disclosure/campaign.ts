/** What a campaign found. A leak is counted only where the table left: a refusal that says what an earlier release gives away is none. */
export type Campaign = {
  readonly name: string;
  tries: number;
  /** Sensitive numbers that a reader knows exactly, narrows below the width, or that were published without proof. */
  exact: number;
  too_narrow: number;
  unproven_published: number;
  /** False values, sensitive numbers shown, numbers both shown and hidden, zeros hidden, cells missing. */
  faults: number;
  /** The attacker and the checker do not say the same. */
  disagreements: number;
  /** Refused, and nothing was pinned. */
  unjustified: number;
  /** Broken on purpose, seen by the checker and not by the attacker. */
  missed: number;
  crashed: number;
  refused: number;
  cut: number;
  optimal: number;
  seconds: number;
  readonly notes: string[];
};

export function newCampaign(name: string): Campaign {
  return {
    name,
    tries: 0,
    exact: 0,
    too_narrow: 0,
    unproven_published: 0,
    faults: 0,
    disagreements: 0,
    unjustified: 0,
    missed: 0,
    crashed: 0,
    refused: 0,
    cut: 0,
    optimal: 0,
    seconds: 0,
    notes: [],
  };
}

/** What makes the command fail. */
export function failuresOf(campaign: Campaign): number {
  const { exact, too_narrow, unproven_published, faults, disagreements, unjustified, missed, crashed } = campaign;
  return exact + too_narrow + unproven_published + faults + disagreements + unjustified + missed + crashed;
}

/** Adds the counts of a part done by another thread; the longest of the two says how long it took. */
export function addTo(total: Campaign, part: Campaign): void {
  total.tries += part.tries;
  total.exact += part.exact;
  total.too_narrow += part.too_narrow;
  total.unproven_published += part.unproven_published;
  total.faults += part.faults;
  total.disagreements += part.disagreements;
  total.unjustified += part.unjustified;
  total.missed += part.missed;
  total.crashed += part.crashed;
  total.refused += part.refused;
  total.cut += part.cut;
  total.optimal += part.optimal;
  total.seconds = Math.max(total.seconds, part.seconds);
  total.notes.push(...part.notes);
}
