import type { MergePreview } from '../../../shared/contract/duplicates.ts';
import type { Choice as Chosen } from '../../../shared/rules/cases/merge.ts';
import type { Text } from '../../../shared/text.ts';
import { AGREEMENT, QUESTION } from '../../../shared/words.ts';
import { definitionOf, formOfPart } from '../../forms/filling.ts';
import { answerInWords } from '../../forms/fields/FixedField.tsx';
import { counted, say } from '../../language.ts';
import { Card } from '../../ui/Card.tsx';
import { MaskedValue } from '../../ui/Masked.tsx';
import { AgreementMark } from './AgreementTable.tsx';
import type { Merging } from './useMerge.ts';

type Compared = MergePreview['forms'][number];
type Row = Compared['rows'][number];
type Props = { readonly compared: Compared; readonly preview: MergePreview; readonly merging: Merging };

const BLANK: Text = { fr: 'sans réponse', en: 'no answer' };
const PROPOSED: Text = { fr: 'proposé', en: 'proposed' };
const BOTH: Text = { fr: 'Les deux', en: 'Both' };
const ALONE: Text = { fr: 'seule réponse', en: 'only answer' };

/** One form of both files: what differs first, with a choice a question; what is the same folded under it. */
export function MergeForm({ compared, preview, merging }: Props) {
  const same = compared.rows.filter(({ agreement }) => agreement === 'same');
  const others = compared.rows.filter(({ agreement }) => agreement !== 'same');
  const title = formOfPart(compared.form).title;
  return (
    <Card title={title}>
      {others.length > 0 && <Rows form={compared.form} rows={others} caption={title} preview={preview} merging={merging} />}
      {same.length > 0 && (
        <details className="merge-same">
          <summary>
            {say(counted(same.length, { fr: 'réponse identique', en: 'same answer' }, { fr: 'réponses identiques', en: 'same answers' }))}
          </summary>
          <dl className="facts">
            {same.map(({ field, survivor }) => (
              <Same key={field} form={compared.form} field={field} answer={survivor} shown={merging.shown} />
            ))}
          </dl>
        </details>
      )}
    </Card>
  );
}

function Same({
  form,
  field,
  answer,
  shown,
}: {
  readonly form: string;
  readonly field: string;
  readonly answer: Row['survivor'];
  readonly shown: boolean;
}) {
  const definition = definitionOf(form, field);
  return (
    <>
      <dt>{say(definition.label)}</dt>
      <dd className="revealed">{shown ? say(answerInWords(definition, answer ?? undefined)) : <MaskedValue />}</dd>
    </>
  );
}

type RowsProps = {
  readonly form: string;
  readonly rows: readonly Row[];
  readonly caption: Text;
  readonly preview: MergePreview;
  readonly merging: Merging;
};

function Rows({ form, rows, caption, preview, merging }: RowsProps) {
  const joins = rows.some(({ both }) => both !== null);
  return (
    <table className="table merge">
      <caption className="hidden-text">{say(caption)}</caption>
      <thead>
        <tr>
          <th scope="col">{say(QUESTION)}</th>
          <th scope="col">{say(AGREEMENT)}</th>
          <th scope="col" className="code">
            {preview.survivor.caseCode}
          </th>
          <th scope="col" className="code">
            {preview.ended.caseCode}
          </th>
          {joins && <th scope="col">{say(BOTH)}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.field}>
            <th scope="row">{say(definitionOf(form, row.field).label)}</th>
            <td>
              <AgreementMark agreement={row.agreement} />
            </td>
            <td>
              <Choice form={form} row={row} side="survivor" name={preview.survivor.caseCode} merging={merging} />
            </td>
            <td>
              <Choice form={form} row={row} side="ended" name={preview.ended.caseCode} merging={merging} />
            </td>
            {joins && <td>{row.both !== null && <Choice form={form} row={row} side="both" name={say(BOTH)} merging={merging} />}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type ChoiceProps = { readonly form: string; readonly row: Row; readonly side: Chosen; readonly name: string; readonly merging: Merging };

/** The answer of one file, or of both, with its radio; a blank is not to be chosen, since the other answer would be lost. */
function Choice({ form, row, side, name, merging }: ChoiceProps) {
  const answer = row[side];
  const isAlone = row.survivor === null || row.ended === null;
  if (answer === null) return <span className="hint">{say(BLANK)}</span>;
  const chosen = merging.choices.get(`${form}.${row.field}`) ?? row.proposed;
  const mark = isAlone ? ALONE : row.proposed === side ? PROPOSED : null;
  const definition = definitionOf(form, row.field);
  const value = merging.shown ? <span className="revealed">{say(answerInWords(definition, answer))}</span> : <MaskedValue />;
  return (
    <label className="choice">
      {!isAlone && (
        <input
          type="radio"
          name={`${form}.${row.field}`}
          aria-label={`${say(definition.label)}, ${name}`}
          checked={chosen === side}
          onChange={() => merging.choose(form, row.field, side)}
        />
      )}
      <span>
        {value}
        {mark !== null && <span className="hint"> {say(mark)}</span>}
      </span>
    </label>
  );
}
