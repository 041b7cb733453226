import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { progress } from '../../shared/forms/engine.ts';
import { EVERY_QUESTION, formOfPart, questionId, rowParts, useFilling } from './filling.ts';
import type { Filling } from './filling.ts';
import { ToSee } from './FormSide.tsx';
import { AnsweredBar, SectionNav } from './SectionNav.tsx';
import { isBegun, placedProblems, screenState } from './sections.ts';
import type { Placed, Screen, ScreenState } from './sections.ts';
import type { Content } from './draft.ts';

type SectionsProps = {
  readonly form: string;
  readonly screens: readonly Screen[];
  readonly here: Screen;
  readonly addressOf: (code: string) => string;
  readonly onLeave: () => void;
};

/** Progress in words and the sections with their marks; drawn again when a mark or a count changes, not at each keystroke. */
export function FormSections({ form, screens, here, addressOf, onLeave }: SectionsProps) {
  const filling = useFilling();
  const { draft, visited } = filling;
  const seen = useStore(visited);
  const [answered, useful] = useStore(
    draft.store,
    useShallow((content) => answeredOf(filling, content, form)),
  );
  const states = useStore(
    draft.store,
    useShallow((content) => screens.map((screen) => stateOf(filling, content, form, screen, here, seen))),
  );
  return (
    <>
      {useful > 0 && <AnsweredBar answered={answered} useful={useful} />}
      {screens.length > 1 && (
        <SectionNav
          onLeave={onLeave}
          marked={screens.map((screen, place) => ({ screen, state: states[place] ?? 'notBegun', to: addressOf(screen.code) }))}
        />
      )}
    </>
  );
}

/** Useful questions answered, those of the rows included. */
function answeredOf(filling: Filling, content: Content, form: string): readonly [number, number] {
  const parts = Object.keys(content).filter((part) => part === form || rowParts(content, formOfPart(part).id).includes(part));
  const counts = parts.map((part) => progress(formOfPart(part), filling.read(content, part).answers, filling.contextOf(content)));
  return [counts.reduce((sum, { answered }) => sum + answered, 0), counts.reduce((sum, { useful }) => sum + useful, 0)];
}

function stateOf(filling: Filling, content: Content, form: string, screen: Screen, here: Screen, seen: ReadonlySet<string>): ScreenState {
  const definition = formOfPart(form);
  const problems = placedProblems(filling, content, definition).filter((problem) => problem.screen.code === screen.code);
  const left = screen.kind === 'questions' && screen.fields.some((field) => seen.has(questionId(form, field)));
  const begun = seen.has(EVERY_QUESTION) || left || isBegun(content, definition, screen);
  return screenState(begun, screen.code === here.code, problems);
}

/** The points of the questions that were left, warnings after errors; all of them once finishing was asked. */
export function FormToSee({ form, onGo }: { readonly form: string; readonly onGo: (problem: Placed) => void }) {
  const filling = useFilling();
  const seen = useStore(filling.visited);
  const keys = useStore(
    filling.draft.store,
    useShallow((content) => problemsSeen(filling, content, form, seen).map(keyOf)),
  );
  const problems = problemsSeen(filling, filling.draft.store.getState(), form, seen).filter((problem) => keys.includes(keyOf(problem)));
  return <ToSee problems={problems} onGo={onGo} />;
}

function problemsSeen(filling: Filling, content: Content, form: string, seen: ReadonlySet<string>): readonly Placed[] {
  const all = placedProblems(filling, content, formOfPart(form));
  const shown = all.filter(({ part, field }) => seen.has(EVERY_QUESTION) || seen.has(questionId(part, field)));
  return shown.toSorted((one, other) => Number(one.level === 'warning') - Number(other.level === 'warning'));
}

function keyOf({ part, field, message }: Placed): string {
  return `${part} ${field} ${message.fr}`;
}
