import type { Page } from 'playwright-core';

/** What a screen reader says of the control that has the focus. */
export type ScreenReaderView = {
  readonly kind: 'radio' | 'checkbox' | 'select' | 'combobox' | 'other';
  /** Its own name, and that of the question around it. */
  readonly names: readonly string[];
  /** The present choice: of a radio or a box its wording, of a list the choice of Enter. */
  readonly choice: string;
  readonly chosen: boolean;
};

/** One kind of space and of apostrophe, so that a test types as people type. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('’', "'").trim();
}

/** Reads the focused control as it is named to a screen reader: its label, its text, the legend around it. */
export async function readScreenReaderView(page: Page): Promise<ScreenReaderView> {
  return page.evaluate((): ScreenReaderView => {
    const focused = document.activeElement;
    const textOf = (id: string | null) => (id === null ? '' : (document.getElementById(id)?.textContent ?? ''));
    const labels =
      focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement || focused instanceof HTMLSelectElement
        ? focused.labels
        : null;
    const label = Array.from(labels ?? [])
      .map(({ textContent }) => textContent)
      .join(' ');
    const own = focused?.getAttribute('aria-label') ?? (labels === null ? (focused?.textContent ?? '') : label);
    const legend = focused?.closest('fieldset:not(.form-row)')?.querySelector('legend')?.textContent ?? '';
    const names = [own, legend];
    if (focused instanceof HTMLSelectElement)
      return { kind: 'select', names, choice: focused.selectedOptions[0]?.textContent ?? '', chosen: true };
    if (!(focused instanceof HTMLInputElement)) return { kind: 'other', names, choice: '', chosen: false };
    if (focused.role === 'combobox')
      return { kind: 'combobox', names, choice: textOf(focused.getAttribute('aria-activedescendant')), chosen: false };
    const { type } = focused;
    if (type === 'radio' || type === 'checkbox') return { kind: type, names, choice: own, chosen: focused.checked };
    return { kind: 'other', names, choice: '', chosen: false };
  });
}
