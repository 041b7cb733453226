import type { Bridge } from '../../../shared/bridge.ts';

/**
 * First script of each document of the Chromium shell. It is sent to the page as text, hence alone: no import at run time, nothing from outside its braces.
 * It takes the binding out of the page's reach, pins what would open a window, and keeps from the browser every key, click and drop that the browser would act on
 * (chromium-shell §2). Keys still reach the page's own handlers: only the browser's act is refused.
 */
export function pageGuard(bridgeName: string, bindingName: string, eventName: string): void {
  if (window.top !== window) return;
  const binding: unknown = Reflect.get(window, bindingName);
  Reflect.deleteProperty(window, bindingName);

  const bridge: Bridge = {
    call: async (message) => (typeof binding === 'function' ? String(await binding(String(message))) : ''),
    listen: (receiver) => window.addEventListener(eventName, (event) => event instanceof MessageEvent && receiver(String(event.data))),
  };
  pin(bridgeName, Object.freeze(bridge));
  pin('open', () => null);
  pin('print', () => undefined);

  window.addEventListener('keydown', (event) => isBrowsersKey(event) && event.preventDefault(), true);
  window.addEventListener('click', keepClick, true);
  window.addEventListener('auxclick', keepClick, true);
  window.addEventListener('contextmenu', (event) => event.preventDefault(), true);
  for (const kind of ['dragover', 'drop'] as const) window.addEventListener(kind, (event) => event.preventDefault(), true);

  function pin(name: string, value: unknown): void {
    Object.defineProperty(window, name, { value, writable: false, configurable: false });
  }

  function isBrowsersKey(event: KeyboardEvent): boolean {
    // AltGr writes signs on French and Malian keyboards and reports itself as Ctrl + Alt.
    if (event.getModifierState('AltGraph')) return false;
    if (/^F\d+$/.test(event.key)) return true;
    if (event.key === 'Escape') return event.shiftKey;
    if (event.altKey && ['ArrowLeft', 'ArrowRight', 'Home', 'd', 'e', 'f', 'D', 'E', 'F'].includes(event.key)) return true;
    return (event.ctrlKey || event.metaKey) && !isEditing(event);
  }

  function isEditing(event: KeyboardEvent): boolean {
    if (event.altKey) return false;
    const moves = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];
    if (moves.includes(event.key)) return true;
    return event.shiftKey
      ? event.key === 'Z'
      : ['a', 'c', 'v', 'x', 'z', 'y', 'Backspace', 'Delete', 'Insert'].includes(
          event.key.length === 1 ? event.key.toLowerCase() : event.key,
        );
  }

  function keepClick(event: MouseEvent): void {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement);
    if (link === undefined || link.getAttribute('href') === null) return;
    const inside = link.origin === location.origin && (link.target === '' || link.target === '_self') && !link.hasAttribute('download');
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!inside || !plain) event.preventDefault();
  }
}
