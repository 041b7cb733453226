import type { Text } from '../../../shared/text.ts';
import { AGREEMENT } from '../../../shared/words.ts';
import { say } from '../../language.ts';
import { State } from '../../ui/Chip.tsx';
import type { Tone } from '../../ui/Chip.tsx';
import type { Icon } from '../../ui/Icon.tsx';
import { EqualApproximatelyIcon, EqualIcon, EqualNotIcon, MinusIcon } from '../../ui/icons.ts';
import { Table } from '../../ui/Table.tsx';
import type { Pair } from './loaders.ts';

type Reason = Pair['reasons'][number];

const AGREEMENTS: Record<Reason['agreement'], { readonly words: Text; readonly tone: Tone; readonly icon: Icon }> = {
  same: { words: { fr: 'Concorde', en: 'Agrees' }, tone: 'leaf', icon: EqualIcon },
  close: { words: { fr: 'Proche', en: 'Close' }, tone: 'ochre', icon: EqualApproximatelyIcon },
  differs: { words: { fr: 'Diffère', en: 'Differs' }, tone: 'ink2', icon: EqualNotIcon },
  unknown: { words: { fr: 'Inconnu', en: 'Unknown' }, tone: 'ink3', icon: MinusIcon },
};
const ELEMENTS: Readonly<Record<string, Text>> = {
  name: { fr: 'Nom et prénom', en: 'Name' },
  phone: { fr: 'Téléphone', en: 'Phone' },
  age: { fr: 'Âge', en: 'Age' },
  sex: { fr: 'Sexe', en: 'Sex' },
};
const EXPLANATIONS: Record<Reason['agreement'], Text> = {
  same: { fr: 'même réponse des deux côtés', en: 'same answer on both sides' },
  close: { fr: 'écriture ou valeur voisine', en: 'close spelling or value' },
  differs: { fr: 'réponses différentes', en: 'different answers' },
  unknown: { fr: 'absent d’un côté', en: 'absent on one side' },
};
const CAPTION: Text = { fr: 'Accord élément par élément', en: 'Agreement item by item' };
const ELEMENT: Text = { fr: 'Élément', en: 'Item' };
const EXPLANATION: Text = { fr: 'Explication', en: 'Explanation' };

/** How many elements agree or are close. */
export function agreementsIn({ reasons }: Pair): number {
  return reasons.filter(({ agreement }) => agreement === 'same' || agreement === 'close').length;
}

/** How far two answers agree, in a word with its sign. */
export function AgreementMark({ agreement }: { readonly agreement: Reason['agreement'] }) {
  const { words, tone, icon } = AGREEMENTS[agreement];
  return (
    <State tone={tone} icon={icon}>
      {words}
    </State>
  );
}

/** Element by element: agrees, close, differs, unknown. No value is ever shown. */
export function AgreementTable({ pair }: { readonly pair: Pair }) {
  return (
    <Table
      caption={CAPTION}
      rows={pair.reasons}
      rowKey={({ kind }) => kind}
      columns={[
        { key: 'element', head: ELEMENT, cell: ({ kind }) => say(ELEMENTS[kind] ?? { fr: kind, en: kind }) },
        { key: 'agreement', head: AGREEMENT, cell: ({ agreement }) => <AgreementMark agreement={agreement} /> },
        { key: 'explanation', head: EXPLANATION, cell: ({ agreement }) => say(EXPLANATIONS[agreement]) },
      ]}
    />
  );
}
