import { useState } from 'react';
import type { Text } from '../../../shared/text.ts';
import { SAVE } from '../../../shared/words.ts';
import { today } from '../../today.ts';
import { ListInput, MonthInput, TextInput } from '../../ui/Inputs.tsx';
import type { Structure } from './loaders.ts';
import { ActDialog } from '../../ui/ActDialog.tsx';
import type { Lack } from '../../ui/ActDialog.tsx';

const NEW: Text = { fr: 'Nouvelle structure', en: 'New structure' };
const CHANGE: Text = { fr: 'Modifier la structure', en: 'Change the structure' };
const LABELS = {
  structureCode: { fr: 'Code de la structure', en: 'Structure code' },
  siteCode: { fr: 'Code du site', en: 'Site code' },
  region: { fr: 'Région', en: 'Region' },
  type: { fr: 'Type de structure', en: 'Type of structure' },
  activeFrom: { fr: 'Premier mois attendu', en: 'First month expected' },
  activeTo: { fr: 'Dernier mois attendu', en: 'Last month expected' },
} satisfies Record<string, Text>;
const SAVED: Text = { fr: 'Structure enregistrée.', en: 'Structure saved.' };

function missingIn(draft: Structure): Lack | null {
  if (!/^[A-Z0-9]{3,6}$/.test(draft.structureCode))
    return {
      at: 'str-code',
      text: { fr: 'Le code de la structure compte 3 à 6 lettres ou chiffres.', en: 'The structure code has 3 to 6 letters or digits.' },
    };
  if (!/^[A-Z0-9]{3,5}$/.test(draft.siteCode))
    return {
      at: 'str-site',
      text: { fr: 'Le code du site compte 3 à 5 lettres ou chiffres.', en: 'The site code has 3 to 5 letters or digits.' },
    };
  if (draft.region === '') return { at: 'str-region', text: { fr: 'Il manque la région.', en: 'The region is missing.' } };
  if (draft.type === '')
    return { at: 'str-type', text: { fr: 'Il manque le type de structure.', en: 'The type of structure is missing.' } };
  if (draft.activeFrom === '') return { at: 'str-from', text: { fr: 'Il manque le premier mois.', en: 'The first month is missing.' } };
  return null;
}

/** Adding or changing one structure of the register. */
export function StructureDialog({ structure, close }: { readonly structure: Structure | null; readonly close: () => void }) {
  const [draft, setDraft] = useState<Structure>(
    structure ?? { structureCode: '', siteCode: '', region: '', type: '', activeFrom: today().slice(0, 7), activeTo: null },
  );
  const missing = missingIn(draft);
  return (
    <ActDialog
      title={structure === null ? NEW : CHANGE}
      close={close}
      act={SAVE}
      lack={missing}
      run={(write) => write('structures.save', draft)}
      done={SAVED}
    >
      <div className="pair">
        <TextInput
          id="str-code"
          code
          most={6}
          label={LABELS.structureCode}
          value={draft.structureCode}
          onChange={(structureCode) => setDraft({ ...draft, structureCode })}
        />
        <TextInput
          id="str-site"
          code
          most={5}
          label={LABELS.siteCode}
          value={draft.siteCode}
          onChange={(siteCode) => setDraft({ ...draft, siteCode })}
        />
        <ListInput
          id="str-region"
          list="region"
          label={LABELS.region}
          value={draft.region}
          onChange={(region) => setDraft({ ...draft, region })}
        />
        <ListInput
          id="str-type"
          list="structure_type"
          label={LABELS.type}
          value={draft.type}
          onChange={(type) => setDraft({ ...draft, type })}
        />
        <MonthInput
          id="str-from"
          label={LABELS.activeFrom}
          value={draft.activeFrom}
          onChange={(activeFrom) => setDraft({ ...draft, activeFrom })}
        />
        <MonthInput
          id="str-to"
          optional
          label={LABELS.activeTo}
          value={draft.activeTo ?? ''}
          onChange={(month) => setDraft({ ...draft, activeTo: month === '' ? null : month })}
        />
      </div>
    </ActDialog>
  );
}
