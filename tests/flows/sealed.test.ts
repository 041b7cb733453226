import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { vectorOf } from '../../electron/sealed/template.ts';
import { incident, unit } from '../shared/indicators/units.ts';
import { test } from '../support/host.ts';
import { newDesk, newSecondDesk, type Installation } from '../support/installation.ts';
import { meet, threeCentres } from '../support/sealed.ts';
import { sitDown, type Sitting } from './desk.ts';

const MONTH = '2026-05';

/** Women of one age with the same incident: numbers large enough to be published. */
function women(code: string): Uint32Array {
  return vectorOf(
    Array.from({ length: 20 }, (_, rank) => unit({ personId: `${code}-${rank}`, incident: incident() })),
    MONTH,
  );
}

type Custodian = { readonly desk: Installation; readonly sitting: Sitting };

/** One custodian writes a file, which is carried to the other's key; gives its name. */
async function write({ desk, sitting }: Custodian, button: string, other: Custodian): Promise<string> {
  const before = new Set(readdirSync(desk.medium));
  await sitting.keys.push(button);
  await sitting.keys.push('Clé USB');
  await sitting.keys.push('Choisir ce dossier');
  await expect.poll(() => readdirSync(desk.medium).filter((name) => !before.has(name) && name.endsWith('.sutura')).length).toBe(1);
  const name = readdirSync(desk.medium).find((one) => !before.has(one)) ?? '';
  copyFileSync(join(desk.medium, name), join(other.desk.medium, name));
  return name;
}

async function receive({ sitting }: Custodian, name: string): Promise<void> {
  await sitting.keys.push('Choisir des fichiers');
  await sitting.keys.push('Clé USB');
  await sitting.keys.push(name);
  await sitting.keys.push('Choisir 1');
  await sitting.isAccessible();
}

/** The whole opening of what waits at both desks, each custodian at a screen. */
async function openAtScreens(first: Custodian, second: Custodian): Promise<void> {
  const both = [first, second] as const;
  for (const { sitting } of both) {
    await sitting.keys.open('Ouverture scellée');
    await sitting.isAccessible();
    await sitting.keys.push('Commencer l’ouverture');
  }
  for (const button of ['Écrire ma liste', 'Donner mon accord', 'Écrire mes valeurs', 'Signer le tableau']) {
    if (button === 'Signer le tableau') for (const { sitting } of both) await sitting.keys.push('Vérifier la somme');
    const names = [await write(first, button, second), await write(second, button, first)] as const;
    await receive(second, names[0]);
    await receive(first, names[1]);
  }
  for (const { sitting } of both) await expect(sitting.page.getByText('Signé par les deux')).toBeVisible();
}

test('two custodians open the sum of three centres, each at a screen, by keyboard', async ({ host, other }) => {
  test.setTimeout(600_000);
  const [a, b] = [await newDesk(), await newSecondDesk()];
  await threeCentres(await meet(a, b), MONTH, women);
  for (const desk of [a, b]) await desk.lock();
  await openAtScreens({ desk: a, sitting: await sitDown(host, a, 'PF1') }, { desk: b, sitting: await sitDown(other, b, 'PF1') });
  for (const desk of [a, b]) expect((await desk.ask('tables.open', { period: MONTH })).counted).toBe(60);
  for (const desk of [a, b]) desk.remove();
});

test('three centres late in three months are opened with their quarter', async ({ host, other }) => {
  test.setTimeout(600_000);
  const [a, b] = [await newDesk(), await newSecondDesk()];
  await threeCentres(await meet(a, b), ['2026-04', '2026-05', '2026-06'], women);
  for (const desk of [a, b]) await desk.lock();
  const first = { desk: a, sitting: await sitDown(host, a, 'PF1') };
  await openAtScreens(first, { desk: b, sitting: await sitDown(other, b, 'PF1') });
  await expect(first.sitting.page.getByText('INV2 (05/2026)').first()).toBeVisible();
  for (const desk of [a, b]) desk.remove();
});
