import type { Text } from '../text.ts';
import type {
  CalcField,
  CodeField,
  DateField,
  DateTimeField,
  Entity,
  Field,
  FileField,
  GeoField,
  LongField,
  ManyField,
  Mark,
  NumberField,
  OneField,
  Privacy,
  RefField,
  TextField,
  TimeField,
  YesNoField,
} from './define.ts';
import type { Shape } from './facts.ts';
import type { ListName } from './lists/all.ts';

/** What a question may have besides its positional arguments, by name: `help`, `visibleIf`, `checks`, limits. */
type Named<F extends Field> = Omit<F, 'type' | 'list' | 'to' | 'of' | 'min' | 'max' | 'required' | 'privacy' | 'label'>;
type Nothing = Record<never, never>;

/** The arguments that every question ends with: mark (reference §0.2), privacy class (reference §0.3), label in French and in English. */
type Common<M, P, O> = readonly [required: M, privacy: P, fr: string, en: string, named?: O];

/** `NoInfer`: `O` is what was passed and nothing else; otherwise the compiler fills it from the form around. */
type Question<T, M, P, O> = T & { readonly required: M; readonly privacy: P; readonly label: Text } & NoInfer<O>;

function question<const T, M, P, O>(typed: T, ...[required, privacy, fr, en, named]: Common<M, P, O>): Question<T, M, P, O> {
  return Object.assign({ ...typed, required, privacy, label: { fr, en } }, named);
}

export function text<M extends Mark, P extends Privacy, const O extends Named<TextField> = Nothing>(...common: Common<M, P, O>) {
  return question({ type: 'text' }, ...common);
}

export function long<M extends Mark, P extends Privacy, const O extends Named<LongField> = Nothing>(...common: Common<M, P, O>) {
  return question({ type: 'long' }, ...common);
}

export function date<M extends Mark, P extends Privacy, const O extends Named<DateField> = Nothing>(...common: Common<M, P, O>) {
  return question({ type: 'date' }, ...common);
}

export function datetime<M extends Mark, P extends Privacy, const O extends Named<DateTimeField> = Nothing>(...common: Common<M, P, O>) {
  return question({ type: 'datetime' }, ...common);
}

export function time<M extends Mark, P extends Privacy, const O extends Named<TimeField> = Nothing>(...common: Common<M, P, O>) {
  return question({ type: 'time' }, ...common);
}

export function yesNo<M extends Mark, P extends Privacy, const O extends Named<YesNoField> = Nothing>(...common: Common<M, P, O>) {
  return question({ type: 'yn' }, ...common);
}

export function yesNoUnknown<M extends Mark, P extends Privacy, const O extends Named<YesNoField> = Nothing>(...common: Common<M, P, O>) {
  return question({ type: 'ynu' }, ...common);
}

export function geo<M extends Mark, P extends Privacy, const O extends Named<GeoField> = Nothing>(...common: Common<M, P, O>) {
  return question({ type: 'geo' }, ...common);
}

export function file<M extends Mark, P extends Privacy, const O extends Named<FileField> = Nothing>(...common: Common<M, P, O>) {
  return question({ type: 'file' }, ...common);
}

export function code<M extends Mark, P extends Privacy, const O extends Named<CodeField> = Nothing>(...common: Common<M, P, O>) {
  return question({ type: 'code' }, ...common);
}

/** One code of a list. */
export function one<L extends ListName, M extends Mark, P extends Privacy, const O extends Named<OneField> = Nothing>(
  list: L,
  ...common: Common<M, P, O>
) {
  return question({ type: 'one', list }, ...common);
}

/** Any number of codes of a list. */
export function many<L extends ListName, M extends Mark, P extends Privacy, const O extends Named<ManyField> = Nothing>(
  list: L,
  ...common: Common<M, P, O>
) {
  return question({ type: 'many', list }, ...common);
}

/** A whole number from `min` to `max`, both included. */
export function int<M extends Mark, P extends Privacy, const O extends Named<NumberField> = Nothing>(
  range: { readonly min: number; readonly max: number },
  ...common: Common<M, P, O>
) {
  return question({ type: 'int', ...range }, ...common);
}

/** Records of another kind, by their ids. */
export function ref<E extends Entity, M extends Mark, P extends Privacy, const O extends Named<RefField> = Nothing>(
  to: E,
  ...common: Common<M, P, O>
) {
  return question({ type: 'ref', to }, ...common);
}

/** Computed from other answers (`computed.ts`), never asked; `of` is the shape of its value. */
export function calc<const S extends Shape, M extends Mark, P extends Privacy, const O extends Named<CalcField> = Nothing>(
  of: S,
  ...common: Common<M, P, O>
) {
  return question({ type: 'calc', of }, ...common);
}
