import type { Text } from '../text.ts';
import { addDays, addMonths, earliestDay, isDateTime, latestDay } from '../time.ts';
import { isWithheld, type Answer, type Answers } from './answers.ts';
import { holds } from './condition.ts';
import type { Bound, Field, Form } from './define.ts';
import { choices, codesIn, visible, visibleAnswers } from './engine.ts';
import { FACTS, type Context } from './facts.ts';
import { fieldsOf, isAsked, type Placed } from './fields.ts';
import { isCercleOf, offeredCercles } from './lists/inForce.ts';
import { isWellFormed } from './schema.ts';

export type ProblemKind = 'missing' | 'malformed' | 'limit' | 'notOffered' | 'check' | 'stale';

export type Problem = {
  readonly field: string;
  readonly kind: ProblemKind;
  readonly message: Text;
  readonly level: 'error' | 'warning';
};

/** `save`: what stops keeping the record. `finish`: that, and what stops finishing the step. */
export type Moment = 'save' | 'finish';

/**
 * What is wrong with the answers to the questions shown. Only R stops a save; S and C stop finishing the step (reference §0.2: only the
 * fields marked R may block a save). A withheld answer is an answer, but never to R. Impossible values (a date in the future, a code not
 * offered) stop both. Questions filled in by the application are its own duty and are not looked at.
 */
export function problems(form: Form, answers: Answers, context: Context, moment: Moment): readonly Problem[] {
  const shown = visible(form, answers, context);
  const seen = visibleAnswers(form, answers, context);
  return fieldsOf(form)
    .filter(({ code, field }) => shown.has(code) && field.source === undefined)
    .flatMap((place) => problemsOf(place, fieldsOf(form), seen, context, moment));
}

function problemsOf(place: Placed, places: readonly Placed[], answers: Answers, context: Context, moment: Moment): readonly Problem[] {
  const { code, field } = place;
  const answer = answers[code];
  if (answer === undefined) return isMissing(field, moment) ? [missing(code, field)] : [];
  if (!isWellFormed(field, answer) || isElsewhere(answer, context))
    return [{ field: code, kind: 'malformed', level: 'error', message: malformed(field) }];
  if (lacksCercle(field, answer, context) && isMissing(field, moment)) return [withoutCercle(code)];
  const wrong = isWithheld(answer)
    ? []
    : [...limitProblems(place, places, answer, answers, context), ...choiceProblems(place, answer, answers, context)];
  return [...wrong, ...checkProblems(place, answers, context, moment)];
}

function isMissing(field: Field, moment: Moment): boolean {
  if (field.required === 'R') return isAsked(field);
  return moment === 'finish' && (field.required === 'S' || field.required === 'C');
}

/** A place of Mali known by its region alone, where the cercle is needed as well; outside Mali there is none. */
function lacksCercle(field: Field, answer: Answer, { lists, today }: Context): boolean {
  if (field.type !== 'geo' || field.cercle === undefined || typeof answer !== 'object' || !('region' in answer)) return false;
  return answer.cercle === undefined && offeredCercles(lists, answer.region, today).length > 0;
}

/** A place whose cercle its region never had. */
function isElsewhere(answer: Answer, { lists }: Context): boolean {
  if (typeof answer !== 'object' || !('region' in answer) || answer.cercle === undefined) return false;
  return !isCercleOf(lists, answer.cercle, answer.region);
}

function withoutCercle(field: string): Problem {
  return { field, kind: 'missing', level: 'error', message: { fr: 'Il manque le cercle.', en: 'The cercle is missing.' } };
}

function missing(code: string, field: Field): Problem {
  const purpose =
    field.required === 'R'
      ? { fr: 'Il faut cette réponse pour enregistrer.', en: 'This answer is needed to save.' }
      : { fr: "Il faut cette réponse pour terminer l'étape.", en: 'This answer is needed to finish this step.' };
  const message = { fr: `Il manque «\u00a0${field.label.fr}\u00a0». ${purpose.fr}`, en: `“${field.label.en}” is missing. ${purpose.en}` };
  return { field: code, kind: 'missing', level: 'error', message };
}

function malformed(field: Field): Text {
  if (field.type === 'date' || field.type === 'datetime' || field.type === 'time') {
    return { fr: "Cette date ou cette heure n'existe pas.", en: 'This date or time does not exist.' };
  }
  if (field.type === 'int' || field.type === 'dec') {
    return { fr: `Donnez un nombre de ${field.min} à ${field.max}.`, en: `Give a number from ${field.min} to ${field.max}.` };
  }
  if (field.type === 'text' && field.pattern === 'phone') {
    return { fr: 'Un numéro a 8 chiffres, avec ou sans +223.', en: 'A number has 8 digits, with or without +223.' };
  }
  if (field.type === 'text' && field.pattern === 'slip') {
    return {
      fr: 'Ce numéro ne peut pas exister\u00a0: relisez-le sur la fiche, R-XXXX-XXXX. Il n’a ni 0, ni O, ni 1, ni I, ni L.',
      en: 'This number cannot exist: read it again on the slip, R-XXXX-XXXX. It has no 0, O, 1, I or L.',
    };
  }
  if (field.type === 'geo') return { fr: 'Donnez une région et un cercle de la liste.', en: 'Give a region and a cercle of the list.' };
  return { fr: 'Cette réponse ne convient pas à la question.', en: 'This answer does not fit the question.' };
}

function limitProblems(place: Placed, places: readonly Placed[], answer: Answer, answers: Answers, context: Context): readonly Problem[] {
  const { code, field } = place;
  if (field.type === 'int' || field.type === 'dec') {
    const floor = field.notBelow === undefined ? undefined : answers[field.notBelow.field];
    if (typeof floor !== 'number' || typeof answer !== 'number' || answer >= floor) return [];
    const name = labelOf(field.notBelow?.field, places);
    return [limit(code, { fr: `Pas moins que «\u00a0${name.fr}\u00a0».`, en: `Not less than “${name.en}”.` })];
  }
  if ((field.type !== 'date' && field.type !== 'datetime') || typeof answer !== 'string') return [];
  const early = (field.notBefore ?? []).filter((bound) => comesBefore(answer, valueOf(bound, answers, context)));
  const late = (field.notAfter ?? []).filter((bound) => comesBefore(valueOf(bound, answers, context), answer));
  const found = [
    ...early.map((bound) =>
      limit(code, { fr: `Pas avant ${boundInWords(bound, places).fr}.`, en: `Not before ${boundInWords(bound, places).en}.` }),
    ),
    ...late.map((bound) =>
      limit(code, { fr: `Pas après ${boundInWords(bound, places).fr}.`, en: `Not after ${boundInWords(bound, places).en}.` }),
    ),
  ];
  if (field.type === 'datetime' || field.staleAfterDays === undefined) return found;
  return isStale(answer, field.staleAfterDays, context) ? [...found, stale(code, field.staleAfterDays)] : found;
}

function limit(field: string, message: Text): Problem {
  return { field, kind: 'limit', level: 'error', message };
}

function isStale(day: string, days: number, context: Context): boolean {
  return addDays(latestDay(day), days) < context.today;
}

function stale(field: string, days: number): Problem {
  const message = {
    fr: `Cela date de plus de ${days}\u00a0jours\u00a0: vérifiez avant d'utiliser.`,
    en: `This is more than ${days}\u00a0days old: check before use.`,
  };
  return { field, kind: 'stale', level: 'warning', message };
}

/** Whether the first date is certainly before the second: instants to the minute when both are, whole days otherwise. */
function comesBefore(first: string | undefined, second: string | undefined): boolean {
  if (first === undefined || second === undefined) return false;
  if (isDateTime(first) && isDateTime(second)) return first < second;
  return latestOf(first) < earliestOf(second);
}

function earliestOf(date: string): string {
  return isDateTime(date) ? date.slice(0, 10) : earliestDay(date);
}

function latestOf(date: string): string {
  return isDateTime(date) ? date.slice(0, 10) : latestDay(date);
}

function valueOf(bound: Bound, answers: Answers, context: Context): string | undefined {
  const value = 'field' in bound ? answers[bound.field] : context[bound.fact];
  if (typeof value !== 'string') return undefined;
  if (bound.days === undefined && bound.years === undefined) return value;
  return addDays(addMonths(earliestOf(value), 12 * (bound.years ?? 0)), bound.days ?? 0);
}

function boundInWords(bound: Bound, places: readonly Placed[]): Text {
  const name = 'field' in bound ? quoted(labelOf(bound.field, places)) : FACTS[bound.fact].label;
  if (bound.years === undefined) return name;
  const years = Math.abs(bound.years);
  return { fr: `${years}\u00a0ans avant ${name.fr}`, en: `${years}\u00a0years before ${name.en}` };
}

function quoted(text: Text): Text {
  return { fr: `«\u00a0${text.fr}\u00a0»`, en: `“${text.en}”` };
}

function labelOf(code: string | undefined, places: readonly Placed[]): Text {
  const place = places.find((one) => one.code === code);
  if (place === undefined) throw new RangeError('a limit names a question the form does not have');
  return place.field.label;
}

function choiceProblems(place: Placed, answer: Answer, answers: Answers, context: Context): readonly Problem[] {
  const { code, field } = place;
  if (field.type !== 'one' && field.type !== 'many') return [];
  const chosen = codesIn(answer);
  const offered = choices(field, answers, context, answer);
  const notOffered = chosen.some((one) => !offered.some((option) => option.code === one));
  if (notOffered)
    return [
      choice(code, {
        fr: 'Ce choix ne convient pas ici. Choisissez dans la liste.',
        en: 'This choice does not fit here. Choose from the list.',
      }),
    ];
  if (field.type === 'one') return [];
  if (chosen.length > 1 && chosen.some((one) => field.alone?.includes(one))) {
    return [choice(code, { fr: 'Un de ces choix exclut les autres.', en: 'One of these choices excludes the others.' })];
  }
  const allowed = field.within === undefined ? undefined : context[field.within.fact];
  if (!Array.isArray(allowed) || chosen.every((one) => allowed.includes(one))) return [];
  return [choice(code, { fr: "La personne n'a pas autorisé tout cela.", en: 'The person did not authorise all of this.' })];
}

function choice(field: string, message: Text): Problem {
  return { field, kind: 'notOffered', level: 'error', message };
}

function checkProblems(place: Placed, answers: Answers, context: Context, moment: Moment): readonly Problem[] {
  const { code, field } = place;
  return (field.checks ?? [])
    .filter((check) => (check.at === 'save' || moment === 'finish') && holds(check.when, answers, context))
    .map(({ level, message }) => ({ field: code, kind: 'check', level, message }));
}
