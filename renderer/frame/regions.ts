/** Moves the focus to the next (1) or previous (-1) region of the frame: rail, top bar, content, side, foot. */
export function focusRegion(step: 1 | -1): void {
  const regions = Array.from(document.querySelectorAll<HTMLElement>('[data-region]'));
  const present = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions[(present + step + regions.length) % regions.length];
  if (next === undefined) return;
  (next.dataset['region'] === 'main' ? (next.querySelector<HTMLElement>('h1') ?? next) : next).focus();
}
