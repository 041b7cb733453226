import { useState } from 'react';
import { latestKeeping, SOURCE_WAYS } from '../../../shared/takeover/sourceFate.ts';
import type { SourceKind, SourceMethod } from '../../../shared/takeover/sourceFate.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { WRITING } from '../../../shared/words.ts';
import { today } from '../../today.ts';
import { DayInput } from '../../ui/Inputs.tsx';
import type { Source } from './loaders.ts';
import { NO_WITNESS, WitnessInput } from './WitnessInput.tsx';
import { ActDialog } from '../../ui/ActDialog.tsx';
import type { Lack } from '../../ui/ActDialog.tsx';
import { Radios } from '../../ui/Radios.tsx';

const TITLES: Record<SourceKind, Text> = {
  file: { fr: 'Noter ce qu’est devenu le fichier', en: 'Record what became of the file' },
  paper: { fr: 'Noter ce qu’est devenu le registre papier', en: 'Record what became of the paper register' },
};
const WHAT: Text = { fr: 'Ce qui a été fait', en: 'What was done' };
const ON: Text = { fr: 'Le', en: 'On' };
const UNTIL: Text = { fr: 'Sous clé jusqu’au', en: 'Under lock until' };
const UNTIL_HINT: Text = { fr: 'La question revient ce jour-là.', en: 'The question comes back on that day.' };
const KEEP: Text = { fr: 'Noter', en: 'Record' };
const NO_WAY: Text = { fr: 'Dites ce qui a été fait.', en: 'Say what was done.' };
const NO_DAY: Text = { fr: 'Écrivez le jour.', en: 'Write the day.' };
const RECORDED: Text = { fr: 'Noté.', en: 'Recorded.' };

type Props = { readonly kind: SourceKind; readonly source: Source; readonly close: () => void };

/** What two people did by hand: the way, the day, the witness; under lock, until when. */
export function RecordDialog({ kind, source, close }: Props) {
  const [method, setMethod] = useState<SourceMethod | null>(null);
  const [on, setOn] = useState<string>(today());
  const [until, setUntil] = useState('');
  const [witness, setWitness] = useState('');
  const ways = SOURCE_WAYS.filter((way) => way.kind === kind && way.method !== 'overwritten');
  const isKept = method === 'locked';
  const lack = lackOf(method, on, isKept ? until : null, witness);

  const latest = latestKeeping(today());
  return (
    <ActDialog
      title={TITLES[kind]}
      close={close}
      act={KEEP}
      acting={WRITING}
      kind="primary"
      enterActs
      lack={lack}
      run={async (write) => {
        if (method === null) return null;
        const { takeoverId } = source;
        return write('takeover.recordSource', { takeoverId, kind, method, on, until: isKept ? until : null, witness });
      }}
      done={RECORDED}
    >
      <Radios
        id="source-way"
        label={WHAT}
        options={ways.map(({ method: value, words }) => ({ value, label: words }))}
        value={method}
        onChange={setMethod}
      />
      <DayInput id="source-on" label={ON} value={on} onChange={setOn} />
      {isKept && (
        <DayInput
          id="source-until"
          label={UNTIL}
          hint={{
            fr: `${UNTIL_HINT.fr} Le ${formatDate(latest, 'fr')} au plus tard.`,
            en: `${UNTIL_HINT.en} ${formatDate(latest, 'en')} at the latest.`,
          }}
          value={until}
          onChange={setUntil}
        />
      )}
      <WitnessInput witnesses={source.witnesses} value={witness} onChange={setWitness} />
    </ActDialog>
  );
}

function lackOf(method: SourceMethod | null, on: string, until: string | null, witness: string): Lack | null {
  if (method === null) return { text: NO_WAY, at: 'source-way' };
  if (on === '') return { text: NO_DAY, at: 'source-on' };
  if (until === '') return { text: NO_DAY, at: 'source-until' };
  return witness === '' ? { text: NO_WITNESS, at: 'witness' } : null;
}
