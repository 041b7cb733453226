import { useState } from 'react';
import { isCode } from '../../../shared/forms/lists/all.ts';
import { LONGEST_WORDS, mayRetire } from '../../../shared/forms/lists/agreed.ts';
import { ADAPTABLE } from '../../../shared/forms/lists/inForce.ts';
import type { AdaptableList, CodeInForce } from '../../../shared/forms/lists/inForce.ts';
import type { Option } from '../../../shared/forms/lists/option.ts';
import type { Text } from '../../../shared/text.ts';
import { SAVE } from '../../../shared/words.ts';
import { say } from '../../language.ts';
import { DayInput, ListInput, TextInput } from '../../ui/Inputs.tsx';
import { cerclesOf } from '../../wording.ts';
import { ActDialog } from '../../ui/ActDialog.tsx';
import type { Lack } from '../../ui/ActDialog.tsx';

const NEW: Text = { fr: 'Ajouter un choix', en: 'Add a choice' };
const CHANGE: Text = { fr: 'Modifier un choix', en: 'Change a choice' };
const LABELS = {
  fr: { fr: 'Nom en français', en: 'Name in French' },
  en: { fr: 'Nom en anglais', en: 'Name in English' },
  region: { fr: 'Région', en: 'Region' },
  countsAs: { fr: 'Compté comme', en: 'Counted as' },
  retiredFrom: { fr: 'N’est plus proposé à partir du', en: 'No longer offered from' },
} satisfies Record<string, Text>;
const COUNTS_HINT: Text = {
  fr: 'Le choix de la référence sous lequel il entre dans les tableaux et les règles. Il ne changera plus.',
  en: 'The choice of the reference under which it enters tables and rules. It will not change any more.',
};
const CERCLE_HINT: Text = {
  fr: 'Le cercle de 2012 dont il vient. Sans lui, il compte comme cercle inconnu de sa région. Il ne changera plus.',
  en: 'The cercle of 2012 it comes from. Without it, it counts as an unknown cercle of its region. It will not change any more.',
};
const RETIRED_HINT: Text = {
  fr: 'Les réponses déjà données gardent ce choix. Vide\u00a0: il reste proposé.',
  en: 'Answers already given keep this choice. Empty: it stays offered.',
};
const NEEDED: Text = {
  fr: 'Ce choix reste toujours proposé\u00a0: une règle, ou toute personne à qui rien d’autre ne convient, en a besoin.',
  en: 'This choice is always offered: a rule needs it, or anybody whom nothing else fits.',
};
const SAVED: Text = {
  fr: 'Liste changée ici. Remettez l’annuaire aux centres.',
  en: 'List changed here. Hand out the directory to the centres.',
};

type Draft = { readonly fr: string; readonly en: string; readonly region: string; readonly countsAs: string; readonly retiredFrom: string };
type Props = { readonly list: AdaptableList; readonly current: CodeInForce | null; readonly close: () => void };

function missingIn(list: AdaptableList, isNew: boolean, draft: Draft): Lack | null {
  if (draft.fr.trim() === '') return { at: 'code-fr', text: { fr: 'Il manque le nom en français.', en: 'The name in French is missing.' } };
  if (draft.en.trim() === '') return { at: 'code-en', text: { fr: 'Il manque le nom en anglais.', en: 'The name in English is missing.' } };
  if (!isNew) return null;
  if (list === 'cercle' && draft.region === '')
    return { at: 'code-region', text: { fr: 'Il manque la région.', en: 'The region is missing.' } };
  if (list !== 'cercle' && draft.countsAs === '')
    return {
      at: 'code-counts',
      text: { fr: 'Dites sous quel choix celui-ci est compté.', en: 'Say under which choice this one is counted.' },
    };
  return null;
}

/** One choice of a list: its names, where a new one is counted, until when it is offered. A code and what it counts as never change. */
export function CodeDialog({ list, current, close }: Props) {
  const [draft, setDraft] = useState<Draft>({
    fr: current?.fr ?? '',
    en: current?.en ?? '',
    region: current?.added === true ? (current.region ?? '') : '',
    countsAs: current?.countsAs ?? '',
    retiredFrom: current?.retiredFrom ?? '',
  });
  const missing = missingIn(list, current === null, draft);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  return (
    <ActDialog
      title={`${say(current === null ? NEW : CHANGE)}, ${say(ADAPTABLE[list]).toLowerCase()}`}
      close={close}
      act={SAVE}
      kind="primary"
      lack={missing}
      run={(write) =>
        write('lists.agree', {
          list,
          code: current?.code ?? null,
          fr: draft.fr.trim(),
          en: draft.en.trim(),
          region: orNull(draft.region),
          countsAs: orNull(draft.countsAs),
          retiredFrom: orNull(draft.retiredFrom),
        })
      }
      done={SAVED}
    >
      <TextInput id="code-fr" most={LONGEST_WORDS} label={LABELS.fr} value={draft.fr} onChange={(fr) => set({ fr })} />
      <TextInput id="code-en" most={LONGEST_WORDS} label={LABELS.en} value={draft.en} onChange={(en) => set({ en })} />
      {current === null && <Counting list={list} draft={draft} set={set} />}
      {current !== null && (current.added || mayRetire(list, current.code)) && (
        <DayInput
          id="code-retired"
          optional
          label={LABELS.retiredFrom}
          hint={RETIRED_HINT}
          value={draft.retiredFrom}
          onChange={(retiredFrom) => set({ retiredFrom })}
        />
      )}
      {current !== null && !current.added && !mayRetire(list, current.code) && <p className="hint">{say(NEEDED)}</p>}
    </ActDialog>
  );
}

type CountingProps = { readonly list: AdaptableList; readonly draft: Draft; readonly set: (change: Partial<Draft>) => void };

/** Where a new choice lies and is counted. */
function Counting({ list, draft, set }: CountingProps) {
  const ofReference = (option: Option): boolean => isCode(list, option.code);
  if (list !== 'cercle')
    return (
      <ListInput
        id="code-counts"
        list={list}
        label={LABELS.countsAs}
        hint={COUNTS_HINT}
        only={ofReference}
        value={draft.countsAs}
        onChange={(countsAs) => set({ countsAs })}
      />
    );
  const inRegion = cerclesOf(draft.region);
  return (
    <>
      <ListInput
        id="code-region"
        list="region"
        label={LABELS.region}
        value={draft.region}
        onChange={(region) => set({ region, countsAs: '' })}
      />
      <ListInput
        id="code-counts"
        optional
        list="cercle"
        label={LABELS.countsAs}
        hint={CERCLE_HINT}
        only={(option) => ofReference(option) && inRegion(option)}
        value={draft.countsAs}
        onChange={(countsAs) => set({ countsAs })}
      />
    </>
  );
}

function orNull(value: string): string | null {
  return value === '' ? null : value;
}
