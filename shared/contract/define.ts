import { z } from 'zod';
import type { Callers } from '../rights.ts';

z.config({ jitless: true });

/**
 * One operation of the application: who may call it, what goes in, what comes out. `write` operations carry an idempotent request id in the envelope; the answer
 * of an `open` shows a person in clear: it is a write, since it is journaled, and asked again it is opened and journaled again, never remembered.
 */
export type Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly callers: Callers;
  readonly effect: 'read' | 'write' | 'open';
  readonly input: I;
  readonly output: O;
};

export function reads<I extends z.ZodType, O extends z.ZodType>(callers: Callers, input: I, output: O): Operation<I, O> {
  return { callers, effect: 'read', input, output };
}

export function writes<I extends z.ZodType, O extends z.ZodType>(callers: Callers, input: I, output: O): Operation<I, O> {
  return { callers, effect: 'write', input, output };
}

export function opens<I extends z.ZodType, O extends z.ZodType>(callers: Callers, input: I, output: O): Operation<I, O> {
  return { callers, effect: 'open', input, output };
}

/** Every right of reference §7.2 that this version grants, by the name of the group of people. */
export const CASEWORKER = ['caseworker'] as const;
export const SUPERVISOR = ['supervisor'] as const;
export const CASE_STAFF = ['caseworker', 'supervisor'] as const;
export const FOCAL_POINT = ['focal_point'] as const;
export const ADMINISTRATOR = ['administrator'] as const;
export const AUTHORITY = ['supervisor', 'focal_point'] as const;
/** Those whose keys open the beginning of a journal (security §2.2, audit principals). */
export const AUDITORS = ['supervisor', 'focal_point', 'administrator'] as const;
/** Those who sign for accounts, two and two. */
export const SIGNERS = ['administrator', 'supervisor', 'focal_point'] as const;
export const EVERYONE = ['caseworker', 'supervisor', 'focal_point', 'administrator'] as const;
