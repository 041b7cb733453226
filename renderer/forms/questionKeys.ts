import type { Filling } from './filling.ts';
import { focusNextUnanswered } from './focus.ts';

const STOPS = 'input, textarea';
const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * Keys inside a question, which is one stop of the Tab key: the arrows run on from its choices to its « ne sait pas » boxes and back,
 * Enter moves to the next question. What the control itself does with a key comes first. Gives the function that stops listening.
 */
export function listenToQuestionKeys(filling: Filling): () => void {
  function press(event: KeyboardEvent): void {
    const { target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return;
    if (!(target instanceof HTMLInputElement) || target.getAttribute('aria-expanded') === 'true') return;
    const question = target.closest('[data-part][data-field]');
    if (question === null) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      focusNextUnanswered(filling, question);
      return;
    }
    const stops = Array.from(question.querySelectorAll<Stop>(STOPS));
    const next = isChoice(target) ? afterChoice(stops, target, STEPS[event.key]) : afterText(stops, target, event.key);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  }
  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
}

type Stop = HTMLInputElement | HTMLTextAreaElement;

function isChoice(stop: Stop | undefined): stop is HTMLInputElement {
  return stop?.type === 'radio' || stop?.type === 'checkbox';
}

/** Between two radios the browser moves by itself, and the answer with it; past the ends come the boxes, which a space ticks. */
function afterChoice(stops: readonly Stop[], target: HTMLInputElement, step: 1 | -1 | undefined): Stop | undefined {
  if (step === undefined) return undefined;
  const next = stops[(stops.indexOf(target) + step + stops.length) % stops.length];
  if (next === target || next?.type !== 'radio') return next === target ? undefined : next;
  if (target.type === 'radio') return undefined;
  return stops.find((stop) => isChoice(stop) && stop.type === 'radio' && stop.checked) ?? next;
}

/** From one line of text only the down arrow leaves; a combobox opens with it. */
function afterText(stops: readonly Stop[], target: HTMLInputElement, key: string): Stop | undefined {
  return key === 'ArrowDown' && target.role !== 'combobox' ? stops.find((stop) => isChoice(stop)) : undefined;
}
