type Seen = { readonly caseId: string; readonly caseCode: string };

/** Cases opened in this session, newest first, five at most; kept in memory only and gone with the window. */
let seen: readonly Seen[] = [];

export function lastCases(): readonly Seen[] {
  return seen;
}

export function rememberCase({ caseId, caseCode }: Seen): void {
  seen = [{ caseId, caseCode }, ...seen.filter((one) => one.caseId !== caseId)].slice(0, 5);
}

/** The cases of the list that was last looked at, in its order, for `Alt P` and `Alt S`. */
let listed: readonly string[] = [];

export function rememberList(caseIds: readonly string[]): void {
  listed = caseIds;
}

/** The case before (-1) or after (1) this one in the list it came from, or null. */
export function neighbour(caseId: string, step: 1 | -1): string | null {
  const place = listed.indexOf(caseId);
  return place === -1 ? null : (listed[place + step] ?? null);
}
