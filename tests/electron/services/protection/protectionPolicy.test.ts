import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregatePayload, type AggregatePayload } from '../../../../shared/exchange/payload.ts';
import { REFUSALS } from '../../../../shared/exchange/refusals.ts';
import { packageProblems } from '../../../../shared/indicators/check.ts';
import { DEFAULT_POLICY } from '../../../../shared/rules/months/protectionPolicy.ts';
import { KIND, sealContainer, type Signer } from '../../../../electron/exchange/container.ts';
import { requireCaseSession } from '../../../../electron/host.ts';
import { siteKeys } from '../../../../electron/keys/principals.ts';
import { listReports } from '../../../../electron/store/months/reports.ts';
import { PEOPLE, signingOf, type Installation } from '../../../support/installation.ts';
import { newPopulatedCentre, newPopulatedDesk } from '../../../support/demoInstallations.ts';
import { onMedium, placeToken } from '../../../support/medium.ts';

let desk: Installation;
let centre: Installation;
let focal: Signer;
let recipient: string;
let number = 0;

beforeAll(async () => {
  desk = await newPopulatedDesk();
  centre = await newPopulatedCentre();
  await desk.unlock('PF1');
  await centre.unlock('SD1');
  const signing = signingOf(desk);
  focal = { seed: Buffer.from(siteKeys(signing).signingSeed), publicKey: signing.principal.publicKey };
  recipient = signingOf(centre).principal.recipient ?? '';
});
afterAll(() => {
  desk.remove();
  centre.remove();
});

/** The focal point hands out; the supervisor looks, then enters what it saw. */
async function bring() {
  const { files, ...handed } = await desk.ask('directory.handOut', { folder: await placeToken(desk, 'Clé USB') });
  number = handed.number;
  const own = files.find(({ siteCode }) => siteCode === centre.application.host.session?.site.code);
  copyFileSync(join(desk.medium, own?.fileName ?? ''), join(centre.medium, 'regle.sutura'));
  const seen = await centre.ask('directory.preview', { file: await onMedium(centre, 'regle.sutura', 'package') });
  await centre.ask('directory.import', { file: await onMedium(centre, 'regle.sutura', 'package'), digest: seen.digest });
  return seen.protection;
}

/** What the supervisor reads of a directory that the focal point's own key signed, whatever its rule is. */
async function previewOf(protection: object): Promise<string> {
  const lists = await desk.ask('lists.read', {});
  const content = {
    schema_version: 1,
    number: number + 1,
    lists: { number: lists.number, agreed_on: lists.agreedOn, codes: lists.codes },
    protection: { number: 9, agreed_on: '2026-09-01', ...DEFAULT_POLICY, ...protection },
    providers: [],
    revocations: [],
    anchors: [],
  };
  const bytes = await sealContainer(KIND.directory, Buffer.from(JSON.stringify(content), 'utf8'), focal, recipient, 'real');
  writeFileSync(join(centre.medium, 'essai.sutura'), bytes);
  const reply = await centre.call('directory.preview', { file: await onMedium(centre, 'essai.sutura', 'package') });
  return reply.ok ? 'accepted' : reply.failure.message.fr;
}

const agree = (change: Partial<typeof DEFAULT_POLICY>) => desk.ask('protection.agree', { ...DEFAULT_POLICY, ...change });
const here = () => centre.ask('protection.read', {});
const kinds = async () => (await centre.ask('journal.read', { page: 1 })).lines.map(({ kind }) => kind);

/** November of the populated centre, the first month that is not frozen yet, once it has ended. */
async function endedMonth(): Promise<string> {
  for (const [installation, staffCode] of [
    [centre, 'SD1'],
    [desk, 'PF1'],
  ] as const) {
    installation.advance(Date.parse('2026-12-03T09:00Z') - installation.application.host.now().getTime());
    await installation.unlock(staffCode);
  }
  return '2026-11';
}

function frozen(): AggregatePayload {
  const { stores } = requireCaseSession(centre.application.host);
  const report = listReports(stores.cases, 'gbv').toSorted((a, b) => b.frozen_at - a.frozen_at)[0];
  return aggregatePayload.parse(JSON.parse(report?.payload ?? ''));
}

describe('the rule of the sub-cluster on small counts', () => {
  it('is agreed on the desk within its bounds, numbered, and unchanged when nothing is', async () => {
    expect(await desk.ask('protection.read', {})).toMatchObject({ number: 0, mode: 'hidden', from: null });
    for (const wrong of [{ smallCellThreshold: 4 }, { smallCellWidth: 5 }, { smallStructure: 9 }])
      expect(await desk.call('protection.agree', { ...DEFAULT_POLICY, ...wrong })).toMatchObject({
        ok: false,
        failure: { kind: 'invalid' },
      });
    expect((await agree({ mode: 'rounded', smallCellThreshold: 7 })).number).toBe(1);
    expect((await agree({ mode: 'rounded', smallCellThreshold: 7 })).number).toBe(1);
  });

  it('protects more at the centre as soon as the supervisor enters it, announced before, with its lines of the journal', async () => {
    expect(await here()).toMatchObject({ number: 0, inForce: { smallCellThreshold: 5 } });
    expect(await bring()).toEqual({
      number: 1,
      mode: { was: 'hidden', is: 'rounded' },
      stronger: [{ key: 'smallCellThreshold', was: 5, is: 7 }],
      weaker: [],
    });
    expect(await here()).toMatchObject({ number: 1, from: 'DESK', mode: 'rounded', inForce: { smallCellThreshold: 7 } });
    await centre.unlock('AD1');
    expect(await kinds()).toEqual(expect.arrayContaining(['protection.enter', 'suppression.change', 'directory.import']));
    await centre.unlock('SD1');
  });

  it('protects less only once two have signed', async () => {
    await agree({ mode: 'rounded', smallCellThreshold: 5 });
    expect(await bring()).toMatchObject({ number: 2, stronger: [], weaker: [{ key: 'smallCellThreshold', was: 7, is: 5 }] });
    expect(await here()).toMatchObject({ smallCellThreshold: 5, inForce: { smallCellThreshold: 7 } });
    const { waiting } = await centre.ask('settings.read', {});
    expect(waiting).toMatchObject([{ key: 'smallCellThreshold', value: 5, proposedBy: 'SD1', mayConfirm: false }]);
    await centre.unlock('AD1');
    await centre.ask('settings.confirm', { proposalId: waiting[0]?.proposalId ?? '', passphrase: PEOPLE.AD1 });
    await centre.unlock('SD1');
    expect((await here()).inForce.smallCellThreshold).toBe(5);
  });

  it('refuses a rule out of bounds, an older one, and two of one number', async () => {
    expect(await previewOf({ smallCellThreshold: 4 })).toBe(REFUSALS.malformed.fr);
    expect(await previewOf({ smallCellWidth: 5 })).toBe(REFUSALS.malformed.fr);
    expect(await previewOf({ mode: 'plain' })).toBe(REFUSALS.malformed.fr);
    expect(await previewOf({ number: 1 })).toBe(REFUSALS.older.fr);
    expect(await previewOf({ number: 2, agreed_on: '2026-09-02', smallStructure: 12 })).toBe(REFUSALS.twoPolicies.fr);
  });
});

describe('a month in rounded mode', () => {
  it('shows the values as they leave and what they are off by, freezes them, and the desk takes them', async () => {
    const month = await endedMonth();
    const preview = await centre.ask('months.preview', { month });
    expect(preview).toMatchObject({
      mode: 'rounded',
      policy: 2,
      threshold: 5,
      audit: { proved: true, exact: 0, tooNarrow: 0, unproven: 0 },
    });
    expect(preview.rounding?.base).toBe(5);
    const cells = preview.tables.flatMap((table) => table.cells);
    expect(cells.every(({ value, hidden }) => (value === null ? hidden === 'below10' : value === 0 || value >= 5))).toBe(true);
    expect(cells.some(({ error }) => error !== 0)).toBe(true);
    const again = await centre.ask('months.preview', { month });
    expect(again.tables).toEqual(preview.tables);

    const questions = { comment: '', secureDatabase: 'no', harmonisedTools: 'yes' } as const;
    await centre.ask('months.freeze', { month, passphrase: PEOPLE.SD1, serviceGaps: [], ...questions });
    const payload = frozen();
    expect(payload.header).toMatchObject({ mode: 'rounded', period: month });
    expect(packageProblems(payload.cells, 5, 'rounded')).toEqual([]);
    const left = payload.cells.map((cell) => ('value' in cell ? cell.value : null));
    expect(left).toEqual(cells.map(({ value }) => value));
    expect(JSON.stringify(payload)).not.toContain('error');

    const { cards } = await centre.ask('cards.list', {});
    const { fileName } = await centre.ask('months.export', {
      month,
      cardId: cards[0]?.cardId ?? '',
      folder: await placeToken(centre, 'Clé USB'),
    });
    copyFileSync(join(centre.medium, fileName), join(desk.medium, fileName));
    const { verdicts } = await desk.ask('inbox.import', { files: [await onMedium(desk, fileName, 'package')] });
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['accepted']);
  });

  it('a rounded package that hides a cell other than a line under ten is refused', () => {
    const payload = frozen();
    const hides = payload.cells.map((cell) =>
      cell.table === 'G01' && cell.dims === '' ? { table: cell.table, dims: cell.dims, unit: cell.unit, suppressed: true as const } : cell,
    );
    expect(packageProblems(hides, 5, 'rounded')).toContain('bad_value');
  });

  it('a sealed month shows its exact tables here, since no cell of it leaves', async () => {
    await agree({ mode: 'sealed' });
    await bring();
    const { month } = (await centre.ask('months.list', {})).months.find(({ ended }) => ended) ?? { month: '' };
    const preview = await centre.ask('months.preview', { month });
    expect([preview.mode, preview.counts.primary + preview.counts.secondary + preview.counts.cut]).toEqual(['sealed', 0]);
    expect(preview.leaves[0]?.en).toMatch(/two halves/i);
  });
});
