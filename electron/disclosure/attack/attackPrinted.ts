import { attackSystem } from './attack.ts';
import { judge, type Tally, widthOf } from './findings.ts';
import { readInstance } from '../equations/instanceSystem.ts';
import type { PrintedInstance } from '../equations/releases.ts';
import { readRounded } from '../equations/roundedReading.ts';

/** Attacks what `protect` printed beside its instance, whose numbers are never looked at. */
export async function attackPrinted({ name, instance, shown, cut, isRounded }: PrintedInstance, tally: Tally): Promise<void> {
  const { system, numbers, position } = isRounded ? readRounded(instance, shown, cut) : readInstance(instance, shown, cut);
  const asked = [...numbers].flatMap(([id, number]) => {
    const unknown = position.get(id);
    return unknown === undefined || !number.isPublic ? [] : [{ number, unknown }];
  });
  const width = instance.rule.width ?? widthOf(instance.rule.threshold);
  const { findings, components } = await attackSystem({ system, about: asked.map(({ unknown }) => unknown), width });
  tally.quantities += numbers.size;
  tally.equations += system.relations.length;
  tally.hidden += asked.length;
  tally.components += components;
  for (const [at, { number }] of asked.entries()) {
    const finding = findings[at];
    const place = { centre: null, period: instance.id, table: number.table, key: number.key, releases: [name] };
    if (finding !== undefined) judge(finding, place, instance.rule.threshold, tally);
  }
}
