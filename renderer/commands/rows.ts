/**
 * In any list or table marked `data-rows`, `↑` and `↓` go from one row's link to the next (interface 3.3, §5).
 * Gives the function that stops listening.
 */
export function listenToRowArrows(): () => void {
  window.addEventListener('keydown', moveBetweenRows);
  return () => window.removeEventListener('keydown', moveBetweenRows);
}

function moveBetweenRows(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  if (!(event.target instanceof HTMLAnchorElement || event.target instanceof HTMLButtonElement)) return;
  const rows = event.target.closest('[data-rows]');
  if (rows === null) return;
  const stops = Array.from(rows.querySelectorAll<HTMLElement>('tbody th a, li a:first-of-type, li > button'));
  const next = stops[stops.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
