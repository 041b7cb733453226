import { useEffect } from 'react';
import { useLocation, useNavigationType } from 'react-router';

type Place = { scroll: number; focus: string | null };

/** Where one was on each page of this window, by history entry; addresses and positions only. */
const places = new Map<string, Place>();

/** A selector that finds the control again after the page is drawn anew: its id, or the address it leads to. */
function selectorOf(element: EventTarget | null): string | null {
  if (!(element instanceof HTMLElement)) return null;
  if (element.id !== '' && !element.id.startsWith('_r_')) return `#${CSS.escape(element.id)}`;
  const address = element.getAttribute('href');
  return address === null ? null : `a[href="${CSS.escape(address)}"]`;
}

/** Notes scroll and focus of the present page, and brings them back when one returns to it (interface §6, « Back restores focus and scroll »). */
export function usePlaceMemory(): void {
  const { key } = useLocation();
  const returning = useNavigationType() === 'POP';

  useEffect(() => {
    const place = places.get(key) ?? { scroll: 0, focus: null };
    if (returning && places.has(key)) bringBack(place);
    places.set(key, place);
    function onScroll(event: Event): void {
      if (event.target instanceof HTMLElement && event.target.classList.contains('page-scroll')) place.scroll = event.target.scrollTop;
    }
    function onFocus(event: FocusEvent): void {
      if (event.target instanceof Element && event.target.closest('.page-scroll') !== null)
        place.focus = selectorOf(event.target) ?? place.focus;
    }
    document.addEventListener('scroll', onScroll, { capture: true, passive: true });
    document.addEventListener('focusin', onFocus);
    return () => {
      document.removeEventListener('scroll', onScroll, { capture: true });
      document.removeEventListener('focusin', onFocus);
    };
  }, [key, returning]);
}

function bringBack({ scroll, focus }: Place): void {
  document.querySelector('.page-scroll')?.scrollTo({ top: scroll });
  if (focus !== null) document.querySelector<HTMLElement>(`.page-scroll ${focus}`)?.focus({ preventScroll: true });
}
