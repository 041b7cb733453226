import { createElement, useEffect, useRef } from 'react';
import { announce } from '../frame/announce.tsx';
import { counted } from '../language.ts';
import { explanationOf } from './explanations.tsx';
import { Question } from './fields/Question.tsx';
import { definitionOf, formOfPart, useFilling, useMasked, useShown } from './filling.ts';

type Props = { readonly part: string; readonly fields: readonly string[] };

/** The questions of one section that are to be asked now; a question that a condition adds is placed below its cause and is announced. */
export function SectionView({ part, fields }: Props) {
  const { readOnly } = useFilling();
  const shown = useShown(part, fields);
  const masked = useMasked(part);
  const form = formOfPart(part).id;
  useAnnouncedChanges(shown.length, fields);
  const marks = new Set(shown.map((code) => definitionOf(part, code).required === 'O'));
  return shown
    .filter((code) => !masked.has(code))
    .map((code) => {
      const explanation = explanationOf(form, code);
      return (
        <div key={code} className="question-and-why">
          <Question part={part} code={code} markOptional={marks.size > 1 && !readOnly} />
          {explanation !== undefined && createElement(explanation, { part })}
        </div>
      );
    });
}

function useAnnouncedChanges(count: number, fields: readonly string[]): void {
  const before = useRef({ count, fields });
  useEffect(() => {
    const change = before.current.fields === fields ? count - before.current.count : 0;
    before.current = { count, fields };
    if (change > 0)
      announce(counted(change, { fr: 'question ajoutée', en: 'question added' }, { fr: 'questions ajoutées', en: 'questions added' }));
    if (change < 0)
      announce(counted(-change, { fr: 'question retirée', en: 'question removed' }, { fr: 'questions retirées', en: 'questions removed' }));
  }, [count, fields]);
}
