import type { Text } from '../../../shared/text.ts';
import type { Draft } from './takeoverState.ts';

/** The way of a register into the base (interface 3.22); the report and the former register have their own addresses. */
export const STEPS = ['file', 'columns', 'values', 'rehearsal', 'run'] as const;
export type Step = (typeof STEPS)[number];

export const STEP_NAMES: readonly Text[] = [
  { fr: 'Fichier', en: 'File' },
  { fr: 'Colonnes', en: 'Columns' },
  { fr: 'Valeurs', en: 'Values' },
  { fr: 'Essai à blanc', en: 'Dry run' },
  { fr: 'Reprise', en: 'Take-over' },
  { fr: 'Compte rendu', en: 'Report' },
  { fr: 'Registre d’origine', en: 'Former register' },
];

export function isStep(text: string | undefined): text is Step {
  return STEPS.some((step) => step === text);
}

/** The step that may be shown when one is asked for: columns need a file, what follows needs a dry run of these columns. */
export function admittedStep(asked: Step, draft: Pick<Draft, 'rehearsal'> | null): Step {
  if (draft === null) return 'file';
  if (asked === 'file' || asked === 'columns') return asked;
  return draft.rehearsal === null ? 'columns' : asked;
}
