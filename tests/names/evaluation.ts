import { addPerson, createPersonIndex, findSamePerson } from '../../shared/names/personIndex.ts';
import { somebody, writtenElsewhere, type Draw } from './population.ts';

const SHOWN = 5;

/** How well a person who comes back is found, and how often somebody new is taken for another. */
export type Evaluation = {
  readonly persons: number;
  readonly variants: number;
  /** Part of the variants whose own person is among the first five proposed. */
  readonly recallAt5: number;
  /** Part of new persons for whom somebody is said to be very close. */
  readonly falseAlarms: number;
  readonly p50: number;
  readonly p95: number;
};

/** Persons drawn, some of them written elsewhere with at least two changes, and as many who are new; one look each, timed in milliseconds. */
export function evaluateNames(persons: number, variants: number, draw: Draw): Evaluation {
  const index = createPersonIndex<number>();
  const population = Array.from({ length: persons }, () => somebody(draw));
  for (const [id, person] of population.entries()) addPerson(index, id, person);
  const spent: number[] = [];
  let found = 0;
  let alarms = 0;
  for (let turn = 0; turn < variants; turn += 1) {
    const id = Math.floor(draw() * persons);
    const person = population[id];
    if (person === undefined) throw new RangeError('nobody');
    const started = performance.now();
    const matches = findSamePerson(index, writtenElsewhere(draw, person)).slice(0, SHOWN);
    spent.push(performance.now() - started);
    if (matches.some((match) => match.id === id)) found += 1;
    if (findSamePerson(index, somebody(draw)).some(({ degree }) => degree === 'likely')) alarms += 1;
  }
  const ordered = spent.toSorted((left, right) => left - right);
  const at = (part: number): number => Math.round((ordered[Math.floor(part * (ordered.length - 1))] ?? 0) * 100) / 100;
  return { persons, variants, recallAt5: found / variants, falseAlarms: alarms / variants, p50: at(0.5), p95: at(0.95) };
}
