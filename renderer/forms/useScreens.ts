import { useLayoutEffect, useMemo, useRef } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useLatest } from '../commands/latest.ts';
import { useCommands } from '../commands/registry.ts';
import type { Command } from '../commands/registry.ts';
import { formOfPart, questionId } from './filling.ts';
import type { Filling } from './filling.ts';
import { focusFirstUnanswered, focusQuestion, visitShown } from './focus.ts';
import { formAddress } from './loader.ts';
import type { FormData } from './loader.ts';
import { screensOf } from './sections.ts';
import type { Placed, Screen } from './sections.ts';

type Arrival = { readonly by: 'page' | 'key' | 'pointer' } | { readonly by: 'question'; readonly part: string; readonly field: string };

export type Screens = {
  readonly screens: readonly Screen[];
  readonly screen: Screen;
  readonly addressOf: (code: string) => string;
  /** Goes to a screen: by key, the focus lands on its first unanswered question. */
  readonly go: (screen: Screen, by: 'key' | 'pointer') => void;
  /** Moves to the question of a problem, on any screen. */
  readonly goToProblem: (problem: Placed) => void;
  /** Said by a link of the list of sections, which goes there by itself. */
  readonly leaving: () => void;
};

/** The screens of the open form, the screen that the address names, and the ways from one to another. The address owns the present screen. */
export function useScreens({ opened }: FormData, filling: Filling): Screens {
  const { section } = useParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const form = formOfPart(opened.form);
  const codes = useStore(
    filling.draft.store,
    useShallow((content) => screensOf(filling, content, form).map(({ code }) => code)),
  );
  const screens = useMemo(
    () => screensOf(filling, filling.draft.store.getState(), form).filter(({ code }) => codes.includes(code)),
    [form, filling, codes],
  );
  const wanted = section ?? opened.draft?.at.section;
  const screen = screens.find(({ code }) => code === wanted) ?? screens[0];
  if (screen === undefined) throw new Error('a form has no section');
  const arrival = useRef<Arrival>({ by: 'page' });
  const resumed = opened.draft?.at.field ?? null;

  /* In the task that draws the section: a key pressed as soon as it is seen lands on it. */
  useLayoutEffect(() => {
    filling.place.setState({ section: screen.code });
    land(arrival.current, filling, resumed === null ? null : questionId(opened.form, resumed));
  }, [screen.code, filling, opened.form, resumed]);

  function leave(how: Arrival): void {
    visitShown(filling);
    arrival.current = how;
  }
  function leaveFor(to: Screen, how: Arrival): void {
    leave(how);
    void navigate({ pathname: addressOf(to.code), search }, { replace: true });
  }
  function addressOf(code: string): string {
    return formAddress(opened.caseId, opened.form, opened.recordId, code);
  }
  function goToProblem({ screen: to, part, field }: Placed): void {
    if (to.code === screen?.code) focusQuestion(part, field);
    else leaveFor(to, { by: 'question', part, field });
  }
  return { screens, screen, addressOf, go: (to, by) => leaveFor(to, { by }), goToProblem, leaving: () => leave({ by: 'pointer' }) };
}

/** Where the focus lands on a screen: on the question one was sent to, on the first unanswered by key, else on the title. */
function land(arrival: Arrival, filling: Filling, resumed: string | null): void {
  if (arrival.by === 'question') focusQuestion(arrival.part, arrival.field);
  else if (arrival.by === 'key') focusFirstUnanswered(filling);
  else if (arrival.by === 'page' && resumed !== null && document.getElementById(resumed) !== null)
    document.getElementById(resumed)?.focus();
  else document.querySelector<HTMLElement>(arrival.by === 'page' ? '#main h1' : '[data-section-title]')?.focus({ preventScroll: true });
}

/** Alt PgDn and Alt PgUp between screens, Ctrl Enter to finish; `finish` is null for a reader. */
export function useScreenCommands({ screens, screen, go }: Screens, finish: (() => void) | null): void {
  const latest = useLatest({ screens, screen, go, finish });
  const mayFinish = finish !== null;
  const commands = useMemo((): readonly Command[] => {
    function step(by: 1 | -1): void {
      const { screens: all, screen: here, go: leave } = latest.current;
      const next = all[all.indexOf(here) + by];
      if (next !== undefined) leave(next, 'key');
    }
    const moves: readonly Command[] = [
      { id: 'form.next', label: { fr: 'Section suivante', en: 'Next section' }, keys: 'Alt+PageDown', run: () => step(1) },
      { id: 'form.previous', label: { fr: 'Section précédente', en: 'Previous section' }, keys: 'Alt+PageUp', run: () => step(-1) },
    ];
    const end: Command = {
      id: 'form.finish',
      label: { fr: 'Terminer l’étape', en: 'Finish this step' },
      keys: 'Ctrl+Enter',
      run: () => latest.current.finish?.(),
    };
    return mayFinish ? [...moves, end] : moves;
  }, [mayFinish, latest]);
  useCommands(commands);
}
