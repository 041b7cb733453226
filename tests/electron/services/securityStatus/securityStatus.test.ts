import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCentre, newDesk, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';

let centre: Installation;
beforeEach(async () => {
  centre = await newCentre();
});
afterEach(() => centre.remove());

async function findings(installation: Installation) {
  const { sections } = await installation.ask('securityStatus.read', {});
  return new Map(
    sections.flatMap(({ lines }) => lines.map((line) => [line.what.en, { state: line.state, finding: line.finding.en }] as const)),
  );
}

test('readings of a supervisor: primitives, both bases, journal to its line, forms, and what nobody has done yet', async () => {
  await centre.unlock('AC1');
  await registerCase(centre, PERSON);
  await centre.unlock('SD1');
  await centre.ask('journal.verify', {});
  const lines = await findings(centre);
  expect(lines.get('Encryption computations, compared with their published answers')).toEqual({
    state: 'holds',
    finding: expect.stringMatching(/^\d+ answers of \d+, just now$/),
  });
  for (const base of ['case', 'administration'])
    expect(lines.get(`Encryption of the ${base} base`)).toEqual({
      state: 'holds',
      finding: 'AES-256, SQLCipher 4 format; 12 settings of 12 read back',
    });
  expect(lines.get('Journal of the cases')).toMatchObject({
    state: 'holds',
    finding: expect.stringMatching(/verified up to line \d+, on 24 Nov/),
  });
  expect(lines.get('Journal of the administration')).toMatchObject({
    state: 'unknown',
    finding: expect.stringMatching(/not verified by your keys/),
  });
  expect(lines.get('Forms compared with the journal')).toMatchObject({ state: 'holds' });
  expect(lines.get('Last copy read back')).toEqual({ state: 'attention', finding: 'none' });
  expect(lines.get('Witness written in the register')).toEqual({ state: 'attention', finding: 'none given' });
  expect(lines.get('Cost of one guess of your passphrase')?.finding).toBe('64 MB of memory, 1 passes (Argon2id)');
  expect(lines.get('Tamperings found')).toEqual({ state: 'fact', finding: 'none' });
});

test('without a window, its state is unknown; a foreign file, an altered line and a setting undone are shown', async () => {
  await centre.unlock('SD1');
  // Copying the template gives folders the mode of a test machine.
  chmodSync(join(centre.profile, 'witness'), 0o700);
  const before = await findings(centre);
  for (const what of ['Page confined by the system', 'Window without any network', 'Security settings read from the program that draws'])
    expect(before.get(what)).toEqual({ state: 'unknown', finding: 'unknown' });
  expect(before.get('Files of the installation')).toMatchObject({ state: 'holds' });
  writeFileSync(join(centre.profile, 'inconnu.txt'), '');
  const { cases } = centre.application.host.session?.stores ?? {};
  cases?.connection.exec('DROP TRIGGER journal_no_update; UPDATE journal SET at = at + 1 WHERE seq = 2; PRAGMA secure_delete = OFF');
  await centre.ask('journal.verify', {});
  const after = await findings(centre);
  expect(after.get('Files of the installation')).toEqual({ state: 'attention', finding: 'unknown or open to other accounts: 1' });
  expect(after.get('Encryption of the case base')).toMatchObject({
    state: 'attention',
    finding: expect.stringContaining('11 settings of 12'),
  });
  expect(after.get('Journal of the cases')).toMatchObject({ state: 'attention' });
  expect(after.get('Alterations of the journal or of the forms')).toMatchObject({
    state: 'attention',
    finding: expect.stringMatching(/^1, last on/),
  });
});

test('what a shell reports is shown, with what it cannot do', async () => {
  await centre.unlock('AD1');
  centre.application.host.protections = () => [
    { name: 'sandbox', holds: true },
    { name: 'networkNamespace', holds: false },
    { name: 'killedWithParent', holds: true },
  ];
  const lines = await findings(centre);
  expect(lines.get('Page confined by the system')).toEqual({ state: 'holds', finding: 'yes' });
  expect(lines.get('Window without any network')).toMatchObject({ state: 'attention' });
});

test('a caseworker has no counts of what was tried here; a desk has one base', async () => {
  await centre.unlock('AC1');
  const own = await centre.ask('securityStatus.read', {});
  expect(own.sections.map(({ title }) => title.en)).toEqual(['The base', 'The journal', 'The window', 'This computer']);
  const desk = await newDesk();
  await desk.unlock('PF1');
  const lines = await findings(desk);
  expect([...lines.keys()].filter((what) => what.includes('case'))).toEqual([]);
  expect(lines.get('Journal of the administration')).toMatchObject({ state: 'holds' });
  desk.remove();
});

test('handed out on paper, journaled first, under a name that reveals nothing; without a window nothing is written', async () => {
  await centre.unlock('SD1');
  const { places } = await centre.ask('files.places', {});
  const folder = places[0]?.token ?? '';
  expect(await centre.call('papers.handOutSecurityStatus', { folder })).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect(readdirSync(centre.medium)).toEqual([]);
  centre.application.host.printPdf = (address) => Promise.resolve(Buffer.from(address));
  const { fileName } = await centre.ask('papers.handOutSecurityStatus', { folder });
  expect(fileName).toMatch(/^S-[0-9A-Z]{8}\.pdf$/);
  expect(readFileSync(join(centre.medium, fileName), 'utf8')).toBe('#/print/proofs');
  expect((await centre.ask('journal.read', { page: 1 })).lines[0]).toMatchObject({ kind: 'print', signed: true });
});
