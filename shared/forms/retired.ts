import type { Answer, Answers } from './answers.ts';
import type { Field, Form } from './define.ts';
import { codesIn, visibleAnswers } from './engine.ts';
import type { Context } from './facts.ts';
import { fieldsOf } from './fields.ts';
import { knownOptions, offeredCercles, offeredOptions } from './lists/inForce.ts';
import type { Problem } from './problems.ts';

/**
 * Codes no longer offered that the answer to a question shown takes anew: refused, whatever the screen offered. A code that the question held `before` stays the
 * answer that it is (reference part 4, head: retired, never erased).
 */
export function retiredProblems(form: Form, answers: Answers, before: Answers, context: Context): readonly Problem[] {
  const seen = visibleAnswers(form, answers, context);
  return fieldsOf(form)
    .filter(({ code, field }) => takesRetired(field, seen[code], before[code], context))
    .map(({ code }) => ({ field: code, kind: 'notOffered', level: 'error', message: NO_LONGER_OFFERED }));
}

function takesRetired(field: Field, answer: Answer | undefined, before: Answer | undefined, { lists, today }: Context): boolean {
  if (field.type === 'geo') {
    const cercle = cercleOf(answer);
    return (
      cercle !== null && cercle.code !== cercleOf(before)?.code && !isOffered(offeredCercles(lists, cercle.region, today), cercle.code)
    );
  }
  if (field.type !== 'one' && field.type !== 'many') return false;
  const known = knownOptions(lists, field.list);
  const offered = offeredOptions(lists, field.list, today, codesIn(before));
  return codesIn(answer).some((code) => isOffered(known, code) && !isOffered(offered, code));
}

function isOffered(options: readonly { readonly code: string }[], code: string): boolean {
  return options.some((option) => option.code === code);
}

function cercleOf(answer: Answer | undefined): { readonly region: string; readonly code: string } | null {
  if (typeof answer !== 'object' || !('region' in answer) || answer.cercle === undefined) return null;
  return { region: answer.region, code: answer.cercle };
}

const NO_LONGER_OFFERED = {
  fr: 'Ce choix n’est plus proposé\u00a0: prenez-en un autre de la liste.',
  en: 'This choice is no longer offered: take another of the list.',
};
