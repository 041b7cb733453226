import type { CopyLine } from '../../../shared/contract/backup.ts';
import type { Text } from '../../../shared/text.ts';
import { counted } from '../../language.ts';
import { State } from '../../ui/Chip.tsx';
import { AlertIcon, CheckIcon, CircleCheckIcon, CircleDashedIcon } from '../../ui/icons.ts';

const WORDS: Record<CopyLine['state'], Text> = {
  unchecked: { fr: 'à vérifier', en: 'to be checked' },
  reread: { fr: 'copié et relu', en: 'copied and read back' },
  verified: { fr: 'vérifié', en: 'verified' },
  bad: { fr: 'ne se relit pas', en: 'does not read back' },
};
const LOOKS = {
  unchecked: { tone: 'ochre', icon: CircleDashedIcon },
  reread: { tone: 'ink2', icon: CheckIcon },
  verified: { tone: 'leaf', icon: CircleCheckIcon },
  bad: { tone: 'brick', icon: AlertIcon },
} as const;

/** What is known of a copy: word, shape, tone. */
export function CopyState({ state }: { readonly state: CopyLine['state'] }) {
  return (
    <State tone={LOOKS[state].tone} icon={LOOKS[state].icon}>
      {WORDS[state]}
    </State>
  );
}

/** What was read in a copy: « 1 284 personnes, 1 391 dossiers, 50 fiches ouvertes ». */
export function contentsOf({
  persons,
  cases,
  records,
}: {
  readonly persons: number;
  readonly cases: number;
  readonly records: number;
}): Text {
  const parts = [
    counted(persons, { fr: 'personne', en: 'person' }, { fr: 'personnes', en: 'persons' }),
    counted(cases, { fr: 'dossier', en: 'case' }, { fr: 'dossiers', en: 'cases' }),
    counted(records, { fr: 'fiche ouverte', en: 'form opened' }, { fr: 'fiches ouvertes', en: 'forms opened' }),
  ];
  return { fr: parts.map(({ fr }) => fr).join(', '), en: parts.map(({ en }) => en).join(', ') };
}
