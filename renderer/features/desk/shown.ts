import { create } from 'zustand';
import type { Text } from '../../../shared/text.ts';

/** How a table is shown: the three-way switch of interface §5. */
export type Shown = 'chart' | 'table' | 'both';

export const SHOWN: readonly { readonly value: Shown; readonly label: Text }[] = [
  { value: 'chart', label: { fr: 'Graphique', en: 'Chart' } },
  { value: 'table', label: { fr: 'Tableau', en: 'Table' } },
  { value: 'both', label: { fr: 'Les deux', en: 'Both' } },
];

/** Remembered as long as the window lives. */
export const useShown = create<{ readonly shown: Shown }>(() => ({ shown: 'both' }));
