import { MASKED_PARTS, partWords, type ExtractPart } from '../../../../shared/rules/consent/extract.ts';
import type { Text } from '../../../../shared/text.ts';
import { say } from '../../../language.ts';
import { Card } from '../../../ui/Card.tsx';
import { FieldGroup } from '../../../ui/Field.tsx';

const TITLE: Text = { fr: 'Ce qui est imprimé', en: 'What is printed' };
const FILE: Text = { fr: 'Dossier', en: 'File' };
const CLOSED: Text = { fr: 'Masqué sauf si vous le cochez', en: 'Masked unless you tick it' };
const CLOSED_HINT: Text = {
  fr: 'Ce qui est coché ici s’imprime en clair et s’inscrit au journal. Demandez-vous qui pourrait trouver ce papier.',
  en: 'What is ticked here is printed in clear and written in the journal. Ask yourself who might find this paper.',
};

type Props = {
  readonly offered: readonly ExtractPart[];
  readonly parts: readonly ExtractPart[];
  readonly onChange: (parts: readonly ExtractPart[]) => void;
};

/** What may be ticked for this reader, and nothing else; no tick takes several at once. */
export function PartChoice({ offered, ...ticked }: Props) {
  const open = offered.filter((part) => !MASKED_PARTS.has(part));
  const masked = offered.filter((part) => MASKED_PARTS.has(part));
  return (
    <Card title={TITLE}>
      <div className="stack">
        {open.length > 0 && (
          <FieldGroup label={FILE}>
            <Ticks offered={open} {...ticked} />
          </FieldGroup>
        )}
        {masked.length > 0 && (
          <FieldGroup label={CLOSED} hint={CLOSED_HINT}>
            <Ticks offered={masked} {...ticked} />
          </FieldGroup>
        )}
      </div>
    </Card>
  );
}

function Ticks({ offered, parts, onChange }: Props) {
  return (
    <div className="extract-parts">
      {offered.map((part) => (
        <label key={part} className="choice">
          <input
            type="checkbox"
            checked={parts.includes(part)}
            onChange={(event) => onChange(event.target.checked ? [...parts, part] : parts.filter((one) => one !== part))}
          />
          {say(partWords(part))}
        </label>
      ))}
    </div>
  );
}
