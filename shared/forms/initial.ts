import { addDays } from '../time.ts';
import type { Answer, Answers } from './answers.ts';
import type { Field, Form } from './define.ts';
import type { Context } from './facts.ts';
import { fieldsOf } from './fields.ts';

/** What a new form proposes before anything is answered: « non » for a message left, the days of the site’s setting for an authorisation. */
export function initialAnswers(form: Form, context: Context): Answers {
  const proposed: Record<string, Answer> = {};
  for (const { code, field } of fieldsOf(form)) {
    const answer = proposal(field, context);
    if (answer !== undefined) proposed[code] = answer;
  }
  return proposed;
}

function proposal(field: Field, context: Context): Answer | undefined {
  if (field.type === 'date') {
    const from = field.initial === undefined ? undefined : context[field.initial.fact];
    return from === undefined ? undefined : addDays(from, field.initial?.days ?? 0);
  }
  if (field.type === 'one') return field.initial;
  if (field.type !== 'yn' && field.type !== 'ynu') return undefined;
  return typeof field.initial === 'object' ? context[field.initial.fact] : field.initial;
}
