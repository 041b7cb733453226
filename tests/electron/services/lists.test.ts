import { randomUUID } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LISTS_VERSION } from '../../../shared/exchange/payload.ts';
import { REFUSALS, type RefusalCode } from '../../../shared/exchange/refusals.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { standardCode } from '../../../shared/forms/lists/inForce.ts';
import { DEFAULT_POLICY } from '../../../shared/rules/months/protectionPolicy.ts';
import { KIND, sealContainer, type Signer } from '../../../electron/exchange/container.ts';
import { siteKeys } from '../../../electron/keys/principals.ts';
import { countableUnits } from '../../../electron/services/months/counts.ts';
import { requireCaseSession } from '../../../electron/host.ts';
import { incidentAnswers, intakeContent, inventedProviders } from '../../support/caseBuilders.ts';
import { TODAY, newCentre, newDesk, type Installation, signingOf } from '../../support/installation.ts';
import { exchangeCards } from '../../support/seedExchanges.ts';
import { onMedium, placeToken } from '../../support/medium.ts';
import { PERSON, registerCase, save } from './forms/savedForms.ts';

const NO_RULE = { number: 0, agreed_on: null, ...DEFAULT_POLICY };
const BLANK = { region: null, countsAs: null, retiredFrom: null };
const PANNING = { ...BLANK, list: 'incident_place_type', fr: 'Site d’orpaillage', en: 'Gold panning site', countsAs: 'workplace' } as const;
const PATROL = { ...BLANK, list: 'perp_occupation', fr: 'Patrouille inventée', en: 'Invented patrol', countsAs: 'militia' } as const;
const CERCLE = { ...BLANK, list: 'cercle', fr: 'Nouveau cercle', en: 'New cercle', region: 'mopti', countsAs: 'mopti_djenne' } as const;
const PLACE = { region: 'mopti', cercle: 'mopti_new_cercle' };

let desk: Installation;
let centre: Installation;
let focal: Signer;
let recipient: string;
let number = 0;

beforeAll(async () => {
  desk = await newDesk();
  centre = await newCentre();
  await exchangeCards(centre, desk);
  const signing = signingOf(desk);
  focal = { seed: Buffer.from(siteKeys(signing).signingSeed), publicKey: signing.principal.publicKey };
  recipient = signingOf(centre).principal.recipient ?? '';
});

afterAll(() => {
  desk.remove();
  centre.remove();
});

/** The focal point hands out; the centre looks, then enters what it saw. */
async function bring() {
  const { files } = await desk.ask('directory.handOut', { folder: await placeToken(desk, 'Clé USB') });
  number += 1;
  const [{ fileName } = { fileName: '' }] = files;
  copyFileSync(join(desk.medium, fileName), join(centre.medium, 'listes.sutura'));
  const seen = await centre.ask('directory.preview', { file: await onMedium(centre, 'listes.sutura', 'package') });
  await centre.ask('directory.import', { file: await onMedium(centre, 'listes.sutura', 'package'), digest: seen.digest });
  return seen.lists;
}

async function previewOf(lists: unknown, as = number + 1): Promise<string> {
  const content = { schema_version: 1, number: as, lists, protection: NO_RULE, providers: [], revocations: [], anchors: [] };
  const bytes = await sealContainer(KIND.directory, Buffer.from(JSON.stringify(content), 'utf8'), focal, recipient, 'real');
  writeFileSync(join(centre.medium, 'essai.sutura'), bytes);
  const reply = await centre.call('directory.preview', { file: await onMedium(centre, 'essai.sutura', 'package') });
  return reply.ok ? 'accepted' : reply.failure.message.fr;
}

const here = async () => centre.ask('lists.read', {});

async function asCaseworker<T>(act: () => Promise<T>): Promise<T> {
  await centre.unlock('AC1');
  const done = await act();
  await centre.unlock('SD1');
  return done;
}

async function stored(caseId: string, form: string, recordId: string) {
  return centre.ask('forms.open', { caseId, form, recordId, parentId: null, narrative: true });
}

function incidentAt(change: Answers): Answers {
  return { ...incidentAnswers(PERSON), ...change };
}

let caseId = '';
let incident = { recordId: '', revision: 0 };

describe('lists agreed on the desk', () => {
  it('are numbered and dated there, and reach a centre with the directory, shown before they are entered', async () => {
    expect(await here()).toEqual({ number: 0, agreedOn: null, from: null, codes: [] });
    await desk.ask('lists.agree', { ...PANNING, code: null });
    await desk.ask('lists.agree', { ...CERCLE, code: null });
    expect(await desk.ask('lists.agree', { ...PATROL, code: null })).toEqual({ number: 3, agreedOn: TODAY, from: null });
    const { changes, ...lists } = await bring();
    expect(lists).toEqual({ number: 3 });
    expect(changes.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      'added x_gold_panning_site',
      'added x_invented_patrol',
      'added mopti_new_cercle',
    ]);
    expect(changes[0]).toMatchObject({ was: null, countsAs: { fr: 'Lieu de travail' } });
    expect(await here()).toMatchObject({ number: 3, agreedOn: TODAY, from: 'DESK', codes: { length: 3 } });
    expect((await centre.ask('session.state', {})).lists).toBe(1);
  });

  it('a code that changes nothing gives no number', async () => {
    const market = { ...BLANK, list: 'incident_place_type', code: 'market', fr: 'Marché / foire', en: 'Market' } as const;
    expect((await desk.ask('lists.agree', market)).number).toBe(3);
  });

  it.each([
    ['two choices that read the same', { ...PANNING, code: null }],
    ['a choice that counts nowhere', { ...PANNING, code: null, fr: 'Autre', en: 'Else', countsAs: 'x_gold_panning_site' }],
    ['a code that a rule needs', { ...BLANK, list: 'perp_occupation', code: 'aid_worker', fr: 'ONG', en: 'NGO', retiredFrom: TODAY }],
    ['another meaning', { ...PANNING, code: 'x_gold_panning_site', countsAs: 'market' }],
  ] as const)('%s: refused there already', async (_what, input) => {
    expect(await desk.call('lists.agree', input)).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect((await desk.ask('lists.read', {})).number).toBe(3);
  });
});

describe('at the centre', () => {
  it('an added choice is kept by the answer that uses it, and counts in a cell of before', async () => {
    await asCaseworker(async () => {
      caseId = await registerCase(centre, PERSON);
      incident = await save(centre, caseId, 'incident', incidentAt({ incident_place_type: 'x_gold_panning_site', incident_geo: PLACE }));
      await save(
        centre,
        caseId,
        'alleged_perpetrator',
        { perp_rank: 'primary', perp_occupation: 'x_invented_patrol' },
        { parentId: incident.recordId },
      );
    });
    const session = requireCaseSession(centre.application.host);
    const unit = countableUnits(session).find((one) => one.incident !== null && one.incident.placeType === 'workplace');
    expect(unit?.incident?.place).toEqual({ region: 'mopti', cercle: 'mopti_djenne' });
    expect(unit?.incident?.perpetrators[0]?.occupation).toBe('militia');
    expect(standardCode(session.lists, 'incident_place_type', 'x_gold_panning_site')).toBe('workplace');
  });

  it('a code that no list ever had is refused, and nothing is written', async () => {
    await asCaseworker(async () => {
      const input = {
        caseId,
        form: 'incident',
        recordId: incident.recordId,
        parentId: null,
        revision: incident.revision,
        keep: [],
        finish: false,
        draftId: null,
      };
      for (const change of [{ incident_place_type: 'x_nowhere' }, { incident_geo: { region: 'gao', cercle: 'mopti_new_cercle' } }])
        expect(await centre.call('forms.save', { ...input, answers: incidentAt(change) })).toMatchObject({ failure: { kind: 'invalid' } });
      expect((await stored(caseId, 'incident', incident.recordId)).answers['incident_place_type']).toBe('x_gold_panning_site');
    });
  });

  it('retired and reworded, an old answer stays, also when its record is changed elsewhere', async () => {
    await desk.ask('lists.agree', { ...PANNING, code: 'x_gold_panning_site', fr: 'Orpaillage inventé', retiredFrom: TODAY });
    const { changes } = await bring();
    expect(changes.map(({ kind }) => kind)).toEqual(['reworded', 'retired']);
    await asCaseworker(async () => {
      const opened = await stored(caseId, 'incident', incident.recordId);
      expect(opened.answers).toMatchObject({ incident_place_type: 'x_gold_panning_site', incident_geo: PLACE });
      const changed = await centre.ask('forms.save', {
        caseId,
        form: 'incident',
        recordId: incident.recordId,
        parentId: null,
        revision: opened.revision,
        answers: incidentAt({ incident_place_type: 'x_gold_panning_site', incident_geo: PLACE, goods_exchanged: 'no' }),
        keep: [],
        finish: false,
        draftId: null,
      });
      expect(changed.revision).toBe(opened.revision + 1);
    });
    expect(countableUnits(requireCaseSession(centre.application.host)).some((one) => one.incident?.placeType === 'workplace')).toBe(true);
  });

  it('retired, it is refused by the request handler in a new answer and in an answer changed to it, of any form', async () => {
    await desk.ask('lists.agree', { ...CERCLE, code: 'mopti_new_cercle', retiredFrom: TODAY });
    await bring();
    await asCaseworker(async () => {
      const input = { caseId, form: 'incident', recordId: null, parentId: null, revision: 0, keep: [], finish: false, draftId: null };
      const refused = (field: string) => ({ ok: false, failure: { kind: 'invalid', fields: { [field]: {} } } });
      const anew = (changes: Answers) => centre.call('forms.save', { ...input, answers: incidentAt(changes) });
      expect(await anew({ incident_place_type: 'x_gold_panning_site' })).toMatchObject(refused('incident_place_type'));
      expect(await anew({ incident_geo: PLACE })).toMatchObject(refused('incident_geo'));
      const other = await save(centre, caseId, 'incident', incidentAt({}));
      const changed = { ...input, recordId: other.recordId, revision: other.revision, answers: incidentAt({ incident_geo: PLACE }) };
      expect(await centre.call('forms.save', changed)).toMatchObject(refused('incident_geo'));
      expect((await stored(caseId, 'incident', other.recordId)).answers['incident_geo']).not.toEqual(PLACE);
      const content = intakeContent(PERSON);
      const moved = { ...content, registration: { ...content['registration'], residence_geo: PLACE } };
      expect(await centre.call('intake.register', { draftId: randomUUID(), content: moved })).toMatchObject(refused('residence_geo'));
    });
    await centre.unlock('SD1');
    const answers = { ...inventedProviders()[0]?.answers, prov_geo: PLACE };
    expect(await centre.call('directory.save', { providerId: null, revision: 0, answers, services: [] })).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', fields: { prov_geo: {} } },
    });
  });

  it('lists outlive a lock, and what leaves in a month names the shared lists alone', async () => {
    await centre.unlock('AD1');
    expect((await here()).codes).toHaveLength(3);
    await centre.unlock('SD1');
    const month = await centre.ask('months.preview', { month: '2026-11' });
    expect(JSON.stringify(month)).not.toMatch(/x_gold|x_invented|mopti_new_cercle/);
    expect(LISTS_VERSION).toBe('2026-11');
  });
});

describe('a file of lists is refused whole', () => {
  const code = { ...BLANK, list: 'nationality', code: 'x_land', fr: 'Pays inventé', en: 'Invented land', countsAs: 'other' };
  const lists = (...codes: readonly object[]) => ({ number: 9, agreed_on: TODAY, codes });

  it.each<readonly [RefusalCode, object]>([
    ['sharedList', { ...code, list: 'gbv_type', countsAs: 'rape' }],
    ['sharedList', { ...code, list: 'region', code: 'menaka', countsAs: null }],
    ['codeReused', { ...code, code: 'rape' }],
    ['codeReused', { ...PANNING, code: 'x_gold_panning_site', countsAs: 'market' }],
    ['countsNowhere', { ...code, countsAs: 'nowhere' }],
    ['countsNowhere', { ...CERCLE, code: 'gao_x', region: 'gao' }],
    ['neededCode', { ...code, code: 'unknown', countsAs: null, retiredFrom: TODAY }],
    ['sameWords', { ...code, fr: 'NIGER' }],
    ['malformed', { ...code, code: 'Pas un code' }],
    ['malformed', { ...code, fr: 'x'.repeat(81) }],
    ['malformed', { ...code, fr: 'Appelez \u202e 00' }],
    ['malformed', { ...code, fr: ' ' }],
    ['malformed', { ...code, retiredFrom: '2026-02-30' }],
    ['malformed', { ...code, active: false }],
  ])('%s: %o', async (refusal, named) => {
    const before = await here();
    expect(await previewOf(lists(named))).toBe(REFUSALS[refusal].fr);
    expect(await here()).toEqual(before);
  });

  it('one code twice, too many codes, no lists at all', async () => {
    expect(await previewOf(lists(code, code))).toBe(REFUSALS.malformed.fr);
    expect(await previewOf(lists(...Array.from({ length: 501 }, (_, rank) => ({ ...code, code: `x_${rank}` }))))).toBe(
      REFUSALS.malformed.fr,
    );
    expect(await previewOf(undefined)).toBe(REFUSALS.malformed.fr);
  });

  it('an older number, and other lists under the number that is here', async () => {
    const { number: current, agreedOn, codes } = await here();
    const same = { number: current, agreed_on: agreedOn, codes };
    expect(await previewOf(same)).toBe('accepted');
    expect(await previewOf({ ...same, number: current - 1 })).toBe(REFUSALS.older.fr);
    expect(await previewOf({ ...same, codes: codes.slice(1) })).toBe(REFUSALS.twoLists.fr);
    expect(await previewOf(same, number)).toBe(REFUSALS.twoDirectories.fr);
  });

  it('a file without a code that is here takes nothing away', async () => {
    const content = {
      schema_version: 1,
      number: number + 1,
      lists: lists(),
      protection: NO_RULE,
      providers: [],
      revocations: [],
      anchors: [],
    };
    writeFileSync(
      join(centre.medium, 'vide.sutura'),
      await sealContainer(KIND.directory, Buffer.from(JSON.stringify(content), 'utf8'), focal, recipient, 'real'),
    );
    const seen = await centre.ask('directory.preview', { file: await onMedium(centre, 'vide.sutura', 'package') });
    expect(seen.lists).toEqual({ number: 9, changes: [] });
    await centre.ask('directory.import', { file: await onMedium(centre, 'vide.sutura', 'package'), digest: seen.digest });
    expect(await here()).toMatchObject({ number: 9, codes: { length: 3 } });
  });
});
