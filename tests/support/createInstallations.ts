import { join } from 'node:path';
import { inventedRegisters } from '../../tools/registers/invented.ts';
import type { Input } from '../../shared/contract.ts';
import { openInstallation, PEOPLE, type Installation, type StaffCode } from './installation.ts';

/** Moves the clock of an installation to an instant, `YYYY-MM-DDTHH:MM`; never backwards once a base exists. */
export function moveTo(installation: Installation, instant: string): void {
  installation.advance(Date.parse(`${instant}:00Z`) - installation.application.host.now().getTime());
}

async function openAt(instant: string, folder: string, registers: ReadonlyMap<string, Buffer> = new Map()): Promise<Installation> {
  const installation = await openInstallation(join(folder, 'profile'), [{ label: 'Registres', files: registers }]);
  moveTo(installation, instant);
  return installation;
}

export async function createDesk(folder: string): Promise<Installation> {
  const desk = await openAt('2026-08-31T09:00', folder);
  await desk.ask('start.create', {
    kind: 'desk',
    language: 'fr',
    structure: { code: 'SCVBG', name: 'Sous-cluster inventé', type: 'un' },
    site: { code: 'DESK', name: 'Bureau inventé', type: 'social_service', region: 'bamako', cercle: null },
    administrator: firstAccount('AD1', 'Administration inventée', '2026-08-31'),
    authority: firstAccount('PF1', 'Point focal inventé', '2026-08-31'),
  });
  return desk;
}

export async function createCentre(code: string, folder: string): Promise<Installation> {
  const centre = await openAt('2026-09-01T08:00', folder, inventedRegister(code));
  await centre.ask('start.create', {
    kind: 'centre',
    language: 'fr',
    structure: { code: `O${code}`, name: `Structure inventée ${code}`, type: 'ngo_national' },
    site: { code, name: `Centre inventé ${code}`, type: 'listening_centre', region: 'mopti', cercle: null },
    administrator: firstAccount('AD1', 'Administration inventée', '2026-09-01'),
    authority: firstAccount('SD1', 'Supervision inventée', '2026-09-01'),
  });
  return centre;
}

function firstAccount(staffCode: StaffCode, name: string, pledgeDate: string): Input<'start.create'>['administrator'] {
  return { staffCode, name, pledgeDate, passphrase: PEOPLE[staffCode] };
}

export async function addCaseworker(centre: Installation, staffCode: 'AC1' | 'AC2'): Promise<void> {
  const invited = await invite(centre, staffCode);
  await centre.lock();
  const { words } = await centre.ask('accounts.enrol', {
    staffCode,
    code: invited.enrolmentCode.join(' '),
    passphrase: PEOPLE[staffCode],
  });
  await centre.unlock('SD1');
  await centre.ask('accounts.admit', { userId: invited.userId, words, passphrase: PEOPLE.SD1 });
}

export async function invite(centre: Installation, staffCode: string) {
  await centre.unlock('AD1');
  return centre.ask('accounts.invite', {
    staffCode,
    name: `Écoute inventée ${staffCode}`,
    role: 'caseworker',
    programs: ['gbv', 'gbv_cp'],
    supervisorCode: 'SD1',
    pledgeDate: '2026-09-01',
  });
}

/** The register of one centre: a whole one for a neighbour, a few lines with two that cannot be taken over for the invented centre. */
function inventedRegister(code: string): ReadonlyMap<string, Buffer> {
  const registers = inventedRegisters('2026-11-24');
  const name = `registre-${code}.csv`;
  const whole = registers.get(name);
  if (whole !== undefined) return new Map([[name, whole]]);
  const [heading = '', ...rows] = (registers.get('registre-DEM1.csv') ?? Buffer.alloc(0)).toString('utf8').split('\r\n');
  const few = rows.slice(0, 6).map((row, index) => (index < 2 ? row.replace(/;\d\d\/\d\d\/\d{4};/, ';31/02/2026;') : row));
  return new Map([[name, Buffer.from([heading, ...few, ''].join('\r\n'))]]);
}
