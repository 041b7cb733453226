/** What a campaign found (commands.md). `lost_confirmed`: saves or typed text that were promised and are gone. */
export type Campaign = {
  readonly name: string;
  tries: number;
  lost_confirmed: number;
  corrupt_accepted: number;
  hung: number;
  crashed: number;
  readonly notes: string[];
};

export function newCampaign(name: string): Campaign {
  return { name, tries: 0, lost_confirmed: 0, corrupt_accepted: 0, hung: 0, crashed: 0, notes: [] };
}

export function failuresOf(campaign: Campaign): number {
  return campaign.lost_confirmed + campaign.corrupt_accepted + campaign.hung + campaign.crashed;
}

/** A fixed sequence of numbers from 0 to 1 (mulberry32): the same seed gives the same campaign. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
