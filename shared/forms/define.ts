import type { Text } from '../text.ts';
import type { Condition } from './condition.ts';
import type { FACTS, DateFact, FactName, Shape } from './facts.ts';
import type { CodeOf, ListName } from './lists/all.ts';

/** Requirement marks (reference §0.2). Only R may stop a save; S and C stop finishing the step; O never stops anything. */
export type Mark = 'R' | 'S' | 'C' | 'O' | '—';

/** Privacy classes as written in reference §0.3. The part before the arrow is how the answer is stored. */
export type Privacy =
  | 'OP'
  | 'QI'
  | 'SN'
  | 'DI'
  | 'RD'
  | 'QI→RD'
  | 'QI→RD (month)'
  | 'QI→RD (region)'
  | 'QI→RD (region/cercle)'
  | 'QI→RD (group)'
  | 'QI→RD (class)'
  | 'RD (suppressed below national total)'
  | 'RD (parent / family / other)';

/** The records a `ref` may point to. */
export type Entity = 'site' | 'provider' | 'referral' | 'consent_item';

/** A limit of a date: another question of the form or a fact, moved by days or years. An unknown limit limits nothing. */
export type Bound = ({ readonly field: string } | { readonly fact: DateFact }) & { readonly days?: number; readonly years?: number };

/** What an answer must not be together with the rest. An error at `save` stops saving, at `finish` only finishing. */
export type Check = {
  readonly when: Condition;
  readonly message: Text;
  readonly level: 'error' | 'warning';
  readonly at: 'save' | 'finish';
};

/** The options of a question that go with the value of another: category → codes. */
export type Filter = ({ readonly field: string } | { readonly fact: FactName }) & {
  readonly table: Readonly<Record<string, readonly string[]>>;
};

type Question = {
  readonly label: Text;
  readonly required: Mark;
  readonly privacy: Privacy;
  readonly help?: Text;
  readonly visibleIf?: Condition;
  readonly checks?: readonly Check[];
  /** Filled in by the application or by another act, never asked: the account, a generated code, the supervisor's decision. */
  readonly source?: 'account' | 'generated' | 'supervision';
};

type Dated = { readonly notBefore?: readonly Bound[]; readonly notAfter?: readonly Bound[] };

type Coded = {
  readonly list: ListName;
  /** Code → when it may be chosen; a code that is not named may always be. */
  readonly offered?: Readonly<Record<string, Condition>>;
  readonly filteredBy?: Filter;
};

export type TextField = Question & { readonly type: 'text'; readonly pattern?: 'phone' | 'slip' };
export type LongField = Question & { readonly type: 'long' };
export type NumberField = Question & {
  readonly type: 'int' | 'dec';
  readonly min: number;
  readonly max: number;
  readonly notBelow?: { readonly field: string };
};
export type DateField = Question &
  Dated & {
    readonly type: 'date';
    /** A year or a month alone is accepted. */
    readonly partial?: true;
    /** Older than this many days before today: a warning. */
    readonly staleAfterDays?: number;
    /** Proposed when the form is opened: a fact, moved by days. */
    readonly initial?: {
      readonly fact: 'today' | 'shareConsentEnd' | 'latestSafetyReview' | 'latestPlanReview';
      readonly days: number;
    };
  };
export type DateTimeField = Question & Dated & { readonly type: 'datetime' };
export type TimeField = Question & { readonly type: 'time' };
export type YesNoField = Question & { readonly type: 'yn' | 'ynu'; readonly initial?: string | { readonly fact: FactName } };
export type OneField = Question & Coded & { readonly type: 'one'; readonly initial?: string };
export type ManyField = Question &
  Coded & {
    readonly type: 'many';
    /** Codes chosen alone: « personne d'autre », « au centre seulement ». */
    readonly alone?: readonly string[];
    /** Every chosen code must be among those of this fact, when it is known. */
    readonly within?: { readonly fact: FactName };
  };
export type GeoField = Question & {
  readonly type: 'geo';
  /** The cercle is needed too, for a region of Mali. */ readonly cercle?: 'needed';
};
export type RefField = Question & { readonly type: 'ref'; readonly to: Entity; readonly several?: true };
export type CalcField = Question & { readonly type: 'calc'; readonly of: Shape };
export type FileField = Question & { readonly type: 'file' };
export type CodeField = Question & { readonly type: 'code' };
export type UuidField = Question & { readonly type: 'uuid' };

/** One question. The control that asks it is chosen by `type` alone. */
export type Field =
  | TextField
  | LongField
  | NumberField
  | DateField
  | DateTimeField
  | TimeField
  | YesNoField
  | OneField
  | ManyField
  | GeoField
  | RefField
  | CalcField
  | FileField
  | CodeField
  | UuidField;

/** The form whose record the rows belong to, and the question that names a row. */
export type Rows = {
  readonly parent: string;
  readonly title: string;
  /** No two rows with the same answer to `title`. */
  readonly unique?: true;
  /** The parent's step is not finished without a row. */
  readonly needed?: true;
  /** At least one row with this answer to `title`. */
  readonly atLeastOne?: string;
};

export type Section = { readonly title: Text; readonly fields: Readonly<Record<string, Field>> };

/** One form as the engine, the screens and the store see it. */
export type Form = {
  readonly id: string;
  readonly title: Text;
  /** Paragraph of the reference it comes from. */
  readonly reference: string;
  /** For a form that is filled in once per row of another form's record. */
  readonly rows?: Rows;
  /** When the form makes sense at all; only facts. */
  readonly appliesIf?: Condition;
  /** Its sections follow one another on a single screen (interface §3.9). */
  readonly oneScreen?: true;
  /** In the order in which they are shown. */
  readonly sections: Readonly<Record<string, Section>>;
};

type Merged<U> = (U extends unknown ? (part: U) => void : never) extends (whole: infer I) => void ? { [K in keyof I]: I[K] } : never;

/** The questions of a form by code, whatever their section. */
export type FieldsOf<F extends Form> = Merged<F['sections'][keyof F['sections']]['fields']>;

type CodedTest<C extends string> =
  | { readonly is: C }
  | { readonly isNot: C }
  | { readonly anyOf: readonly C[] }
  | { readonly noneOf: readonly C[] };

type TestFor<F> = F extends { readonly type: 'calc'; readonly of: infer S }
  ? TestFor<S>
  : F extends { readonly type: 'one'; readonly list: infer L extends ListName }
    ? CodedTest<CodeOf<L>> | { readonly answered: true }
    : F extends { readonly type: 'yn' }
      ? CodedTest<CodeOf<'yes_no'>> | { readonly answered: true }
      : F extends { readonly type: 'ynu' }
        ? CodedTest<CodeOf<'yes_no_unknown'>> | { readonly answered: true }
        : F extends { readonly type: 'many'; readonly list: infer L extends ListName }
          ? { readonly includes: CodeOf<L> } | { readonly answered: true }
          : F extends { readonly type: 'int' | 'dec' }
            ? { readonly below: number } | { readonly atLeast: number } | { readonly answered: true }
            : { readonly answered: true };

/** The tests in a condition that name a question the form does not have, or a code its list does not have. */
type WrongIn<C, Fs> = C extends { readonly all: readonly (infer P)[] } | { readonly any: readonly (infer P)[] } | { readonly not: infer P }
  ? WrongIn<P, Fs>
  : C extends { readonly field: infer K }
    ? K extends keyof Fs
      ? C extends TestFor<Fs[K]>
        ? never
        : C
      : C
    : C extends { readonly fact: infer N extends FactName }
      ? C extends TestFor<(typeof FACTS)[N]>
        ? never
        : C
      : C;

type KeysOfType<Fs, T extends Field['type']> = { [K in keyof Fs]: Fs[K] extends { readonly type: T } ? K : never }[keyof Fs];

type CodesOf<F> = F extends { readonly list: infer L extends ListName } ? CodeOf<L> : never;

type WrongName<B, Allowed> = B extends { readonly field: infer K } ? Exclude<K, Allowed> : never;

type PropertiesOf<F> = F extends { readonly type: infer T } ? keyof Extract<Field, { readonly type: T }> : never;

/** What is wrong with property P of question F in a form with the questions Fs; never when nothing is. */
type WrongProperty<F, P extends keyof F, Fs> = P extends 'visibleIf'
  ? WrongIn<F[P], Fs>
  : P extends 'checks'
    ? F[P] extends readonly { readonly when: infer C }[]
      ? WrongIn<C, Fs>
      : never
    : P extends 'notBefore' | 'notAfter'
      ? F[P] extends readonly (infer B)[]
        ? WrongName<B, KeysOfType<Fs, 'date' | 'datetime'>>
        : never
      : P extends 'notBelow'
        ? WrongName<F[P], KeysOfType<Fs, 'int' | 'dec'>>
        : P extends 'offered'
          ? Exclude<keyof F[P], CodesOf<F>> | WrongIn<F[P][keyof F[P]], Fs>
          : P extends 'alone'
            ? F[P] extends readonly (infer C)[]
              ? Exclude<C, CodesOf<F>>
              : never
            : P extends 'filteredBy'
              ? | WrongName<F[P], keyof Fs>
                | (F[P] extends { readonly table: Readonly<Record<string, readonly (infer C)[]>> } ? Exclude<C, CodesOf<F>> : never)
              : P extends 'initial'
                ? F extends { readonly type: 'one' }
                  ? Exclude<F[P], CodesOf<F>>
                  : never
                : Exclude<P, PropertiesOf<F>>;

type WrongProperties<F, Fs> = { [P in keyof F]: [WrongProperty<F, P, Fs>] extends [never] ? never : P }[keyof F];

type WrongFields<Fs> = { [K in keyof Fs]: [WrongProperties<Fs[K], Fs>] extends [never] ? never : K }[keyof Fs];

type Refusal<Fs, K extends keyof Fs> = { readonly [P in WrongProperties<Fs[K], Fs> & string]: never };

type WrongRows<R, Fs> = R extends { readonly title: infer T extends keyof Fs }
  ? R extends { readonly atLeastOne: infer C }
    ? Exclude<C, CodesOf<Fs[T]>>
    : never
  : R;

/** Nothing when the form is right; otherwise the wrong properties, at their place, with a type nothing fits. */
type Mistakes<F extends Form, Fs> = ([WrongFields<Fs>] extends [never]
  ? unknown
  : {
      readonly sections: {
        readonly [S in keyof F['sections']]: {
          readonly fields: { readonly [K in keyof F['sections'][S]['fields'] & WrongFields<Fs>]: Refusal<Fs, K> };
        };
      };
    }) &
  (F extends { readonly appliesIf: infer C }
    ? [WrongIn<C, unknown>] extends [never]
      ? unknown
      : { readonly appliesIf: never }
    : unknown) &
  (F extends { readonly rows: infer R } ? ([WrongRows<R, Fs>] extends [never] ? unknown : { readonly rows: never }) : unknown);

/**
 * Declares one form. Sections hold at most eight questions asked together (interface §3.6), in the order in which they are asked:
 * a condition looks back, never ahead. A condition, a limit or a filter that names a question the form does not have, a code its list
 * does not have, or a property its type does not have, does not compile.
 */
export function defineForm<const F extends Form>(form: F & Mistakes<F, FieldsOf<F>>): F {
  return form;
}
