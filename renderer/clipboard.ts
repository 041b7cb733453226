import { toast } from './frame/toast.tsx';

/** Milliseconds that a copied figure stays in the clipboard (security §5.4). */
const KEPT = 30_000;

/** Where something may be copied: the figures of a month, which leave as they are shown. Nowhere else. */
const COPYABLE = '[data-copyable]';

let clearing: ReturnType<typeof setTimeout> | null = null;

/**
 * Copying, cutting and dragging out are refused wherever a page does not allow them, so nothing that names or describes a person reaches other
 * programs (security §5.4). What may be copied leaves the clipboard after 30 s and at a lock. Pasting is never refused.
 */
export function guardClipboard(): void {
  for (const kind of ['copy', 'cut', 'dragstart'] as const) window.addEventListener(kind, guard, { capture: true });
}

/** Empties the clipboard if a copied figure is still in it; a window behind another may not, so it does as soon as it is in front again. */
export function clearClipboard(): void {
  if (clearing === null) return;
  clearTimeout(clearing);
  navigator.clipboard.writeText('').then(
    () => (clearing = null),
    () => window.addEventListener('focus', clearClipboard, { once: true }),
  );
}

function guard(event: Event): void {
  const mayLeave = event.type === 'copy' && event.target instanceof Node && isCopyable(event.target);
  if (mayLeave) {
    if (clearing !== null) clearTimeout(clearing);
    clearing = setTimeout(clearClipboard, KEPT);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.type !== 'dragstart') toast({ fr: 'Ici, rien ne se copie.', en: 'Nothing can be copied here.' });
}

/** The place of the selection, or of the field that has the focus. */
function isCopyable(target: Node): boolean {
  const element = target instanceof Element ? target : target.parentElement;
  return (element?.closest(COPYABLE) ?? null) !== null;
}
