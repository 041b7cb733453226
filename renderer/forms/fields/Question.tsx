import { createElement, memo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { isWithheld, type Answer } from '../../../shared/forms/answers.ts';
import { listOf } from '../../../shared/forms/conditionWords.ts';
import type { Field as Definition } from '../../../shared/forms/define.ts';
import { choices } from '../../../shared/forms/engine.ts';
import { options } from '../../../shared/forms/lists/all.ts';
import type { Options } from '../../../shared/forms/lists/option.ts';
import { Field, FieldGroup, type ControlProps } from '../../ui/Field.tsx';
import { definitionOf, questionId, takenByOtherRows, useAnswer, useFilling, useProblem, visit, type Filling } from '../filling.ts';
import { say, useLanguage } from '../../language.ts';
import { following } from '../proposals.ts';
import { providerOffers } from '../providerOffers.ts';
import { choiceLook } from './ChoiceField.tsx';
import { closesByItself, Concealed } from './Concealed.tsx';
import { controlOf, hasControl, isSingle, type EditableField } from './controls.tsx';
import { answerInWords, FixedField } from './FixedField.tsx';
import { WithheldBoxes } from './WithheldBoxes.tsx';
import { withheldChoices } from './withheld.ts';

type Props = {
  readonly part: string;
  readonly code: string;
  /** Says « facultatif » where the section mixes marks. */
  readonly markOptional?: boolean;
};

/** One question with its control, its « ne sait pas » and its problem. Drawn again only when its own answer, choices or problem change. */
export const Question = memo(function Question({ part, code, markOptional = false }: Props) {
  useLanguage();
  const filling = useFilling();
  const definition = definitionOf(part, code);
  return (
    <div
      className="question"
      data-part={part}
      data-field={code}
      onFocus={() => filling.place.setState({ part, field: code })}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        filling.draft.endStep();
        visit(filling, part, code);
      }}
    >
      {hasControl(definition) && !filling.readOnly && !filling.frozen.has(part) ? (
        <EditableQuestion part={part} code={code} field={definition} markOptional={markOptional} />
      ) : (
        <ReadOnlyAnswer part={part} code={code} field={definition} />
      )}
    </div>
  );
});

type EditableQuestionProps = {
  readonly part: string;
  readonly code: string;
  readonly field: EditableField;
  readonly markOptional: boolean;
};

function EditableQuestion({ part, code, field, markOptional }: EditableQuestionProps) {
  const filling = useFilling();
  const answer = useAnswer(part, code);
  const problem = useProblem(part, code);
  const offered = useOffered(filling, part, code, field);
  const id = questionId(part, code);
  const label = field.label;
  const shell = {
    label,
    id,
    optional: markOptional && field.required === 'O',
    problem,
    hint: field.help,
  };
  const body = (control: ControlProps): ReactNode => (
    <Body part={part} code={code} field={field} answer={answer} offered={offered} control={control} />
  );
  const single = isSingle(field, choiceLook(offered) === 'combobox');
  if (single) return <Field {...shell}>{body}</Field>;
  return (
    <FieldGroup {...shell} id={`${id}-group`}>
      {body({ id })}
    </FieldGroup>
  );
}

type BodyProps = {
  readonly part: string;
  readonly code: string;
  readonly field: EditableField;
  readonly answer: Answer | undefined;
  readonly offered: Options;
  readonly control: ControlProps;
};

function Body({ part, code, field, answer, offered, control }: BodyProps) {
  const { draft, contextOf } = useFilling();
  const withheld = withheldChoices(field);
  const chosen = isWithheld(answer) ? answer.withheld : null;
  const value = isWithheld(answer) ? undefined : answer;
  function write(next: Answer | undefined): void {
    const content = draft.store.getState();
    const proposed = following(code, next, content[part] ?? {}, contextOf(content));
    if (Object.keys(proposed).length === 0) draft.set(part, code, next);
    else draft.change(part, { ...proposed, [code]: next });
  }

  const asking = createElement(controlOf(field), {
    field,
    answer: value,
    control,
    options: offered,
    today: contextOf(draft.store.getState()).today,
    onAnswer: write,
  });
  return (
    <div className={chosen === null ? 'answer' : 'answer unsaid'}>
      {closesByItself(field) ? (
        <Concealed label={field.label} written={value !== undefined} text={typeof value === 'string' ? value : ''} id={control.id}>
          {asking}
        </Concealed>
      ) : (
        asking
      )}
      {withheld.length > 0 && (
        <div className="withheld-boxes">
          <WithheldBoxes choices={withheld} chosen={chosen} onSay={(why) => draft.withhold(part, code, why)} />
        </div>
      )}
    </div>
  );
}

function useOffered(filling: Filling, part: string, code: string, field: Definition): Options {
  return useStore(
    filling.draft.store,
    useShallow((content): Options => {
      if (field.type === 'ref') return providerOffers(filling, content, part, code) ?? filling.references[field.to] ?? [];
      const list = listOf(field);
      if (field.type === 'one' || field.type === 'many') {
        const taken = takenByOtherRows(content, part, code);
        const left = filling.narrow(content, part, code);
        const { answers } = filling.read(content, part);
        const offered = choices(field, answers, filling.contextOf(content), answers[code]);
        return offered.filter((option) => !taken.has(option.code) && (left === null || left.includes(option.code)));
      }
      return list === undefined ? [] : options(list);
    }),
  );
}

function ReadOnlyAnswer({ part, code, field }: { readonly part: string; readonly code: string; readonly field: Definition }) {
  const { references } = useFilling();
  const answer = useAnswer(part, code);
  const id = questionId(part, code);
  const choicesOfRef = field.type === 'ref' ? (references[field.to] ?? []) : [];
  return (
    <div className="field" role="group" aria-labelledby={`${id}-label`}>
      <span className="field-label" id={`${id}-label`}>
        {say(field.label)}
      </span>
      {hasControl(field) ? (
        <span id={id} tabIndex={-1} className={answer === undefined ? 'told quiet' : 'told'}>
          {say(answerInWords(field, answer, choicesOfRef))}
        </span>
      ) : (
        <FixedField field={field} answer={answer} id={id} references={choicesOfRef} />
      )}
      {field.type === 'calc' && field.help !== undefined && <span className="hint">{say(field.help)}</span>}
    </div>
  );
}
