import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { Question } from '../../forms/fields/Question.tsx';
import { useFilling } from '../../forms/filling.ts';
import type { StepQuestion } from './steps.ts';

/** The questions of a step that are to be asked now, whatever form they belong to. */
export function QuestionList({ asked }: { readonly asked: readonly StepQuestion[] }) {
  const { draft, read } = useFilling();
  const shown = useStore(
    draft.store,
    useShallow((content) => asked.filter(({ part, field }) => read(content, part).shown.has(field))),
  );
  return shown.map(({ part, field }) => <Question key={`${part} ${field}`} part={part} code={field} />);
}
