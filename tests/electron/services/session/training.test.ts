import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFUSALS } from '../../../../shared/exchange/refusals.ts';
import { newDesk, openInstallation, PEOPLE, TODAY, type Installation } from '../../../support/installation.ts';

let lesson: Installation;
let real: Installation;

beforeAll(async () => {
  lesson = await openInstallation(join(mkdtempSync(join(tmpdir(), 'sutura-test-')), 'profile'));
  await lesson.ask('start.create', {
    kind: 'desk',
    training: true,
    language: 'fr',
    structure: { code: 'SCVBG', name: 'Sous-cluster inventé', type: 'un' },
    site: { code: 'LESS', name: 'Bureau de formation', type: 'social_service', region: 'bamako', cercle: null },
    administrator: { staffCode: 'AD1', name: 'Administration inventée', pledgeDate: TODAY, passphrase: PEOPLE.AD1 },
    authority: { staffCode: 'PF1', name: 'Point focal inventé', pledgeDate: TODAY, passphrase: PEOPLE.PF1 },
  });
  real = await newDesk();
  await lesson.unlock('PF1');
  await real.unlock('PF1');
});

afterAll(() => {
  lesson.remove();
  real.remove();
});

/** The card of one office, read by another. */
async function offer(from: Installation, to: Installation) {
  const [place] = (await from.ask('files.places', {})).places;
  const { fileName } = await from.ask('cards.handOver', { folder: place?.token ?? '' });
  writeFileSync(join(to.medium, fileName), readFileSync(join(from.medium, fileName)));
  const [there] = (await to.ask('files.places', {})).places;
  const { entries } = await to.ask('files.list', { folder: there?.token ?? '', accept: 'card' });
  return to.call('cards.read', { file: entries.find(({ label }) => label === fileName)?.token ?? '' });
}

describe('training and real installations (security §7.1)', () => {
  it('each says which it is, for as long as it exists', async () => {
    expect((await lesson.ask('session.state', {})).training).toBe(true);
    expect((await real.ask('session.state', {})).training).toBe(false);
  });

  it('each refuses the files of the other, with its own sentence', async () => {
    expect(await offer(lesson, real)).toMatchObject({ ok: false, failure: { message: REFUSALS.training } });
    expect(await offer(real, lesson)).toMatchObject({ ok: false, failure: { message: REFUSALS.notTraining } });
    expect((await offer(lesson, lesson)).ok).toBe(true);
  });

  it('while the release keys are invented, an update is staged in a training space only', async () => {
    const refusalIn = async (installation: Installation) => {
      await installation.unlock('AD1');
      const [place] = (await installation.ask('files.places', {})).places;
      const folder = place?.token ?? '';
      const reply = await installation.call('updates.stage', { file: folder, digest: 'A'.repeat(43), folder });
      return reply.ok ? '' : reply.failure.message.fr;
    };
    expect(await refusalIn(real)).toContain('Les clés de publication de cette version d’essai sont inventées');
    expect(await refusalIn(lesson)).toContain('Il faut d’abord une copie relue');
  });
});
