import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Envelope } from '../../../shared/contract.ts';
import type { OpenedForm } from '../../../shared/contract/forms.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import type { Fixtures } from '../fixtures/invented.ts';
import { accessFaultsOf } from '../access.ts';
import { callsOf, openScreen } from '../screen.ts';
import type { Screen } from '../screen.ts';
import { CASE_FILE, CASE_ID, FOLLOW_UP, INCIDENT, INCIDENT_ID, REFERRAL, STALE_DRAFT } from './openedForms.ts';

const SAVED_AT = '2026-10-13T09:44';
const ANSWERS: Fixtures = {
  'forms.open': INCIDENT,
  'cases.open': CASE_FILE,
  'drafts.save': { savedAt: SAVED_AT },
  'forms.save': { recordId: INCIDENT_ID, revision: 4, status: 'finished', problems: [], savedAt: SAVED_AT },
  'identity.open': { answers: { incident_locality: 'Lieu inventé' }, secondsShown: 60 },
  'directory.list': { providers: [], proposals: [] },
};

let screen: Screen;

beforeAll(async () => {
  screen = await openScreen();
});

afterAll(async () => {
  await screen.close();
});

function openSection(section: string, answers: Fixtures = {}): Promise<Page> {
  return screen.open(`#/cases/${CASE_ID}/forms/incident/${INCIDENT_ID}/${section}`, {
    role: 'caseworker',
    answers: { ...ANSWERS, ...answers },
  });
}

describe('form page in Chromium', () => {
  it('has no accessibility violation and no sideways scroll', async () => {
    const page = await openSection('report');
    for (const section of ['when', 'type', 'circumstances', 'alleged_perpetrator']) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#/cases/${CASE_ID}/forms/incident/${INCIDENT_ID}/${section}`);
      await page.locator(`a[aria-current="step"][href$="/${section}"]`).waitFor();
      expect(await accessFaultsOf(page, '#main'), section).toEqual([]);
      expect(await page.locator('.page-scroll').evaluate((area) => area.scrollWidth <= area.clientWidth), section).toBe(true);
    }
    await page.close();
  });

  it('keeps what is typed within a second', async () => {
    const page = await openSection('when');
    await page.getByRole('textbox', { name: 'Heure (si connue)' }).fill('14h30');
    await page.waitForTimeout(1000);
    const [draft] = await callsOf(page, 'drafts.save');
    expect(draft?.input).toMatchObject({
      caseId: CASE_ID,
      baseRevision: 3,
      at: { section: 'when', field: 'incident_time' },
      content: { incident: { incident_time: '14:30' } },
    });
    await page.locator('.kept').getByText('09:44').waitFor();
    await page.close();
  });

  it('saves once when the key that finishes is pressed twice', async () => {
    const page = await screen.open(`#/cases/${CASE_ID}/forms/incident/${INCIDENT_ID}/when`, {
      role: 'caseworker',
      answers: ANSWERS,
      held: ['drafts.save'],
    });
    await page.getByRole('textbox', { name: 'Heure (si connue)' }).fill('14h30');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
    await page.evaluate('window.sutura.release()');
    await page.waitForURL(`**/#/cases/${CASE_ID}`);
    expect(await callsOf(page, 'forms.save')).toHaveLength(1);
    await page.close();
  });

  it('takes a date digit by digit, a word for a day, and goes back from an empty box', async () => {
    const page = await openSection('when');
    const day = page.locator('[data-field="incident_date"]').getByRole('textbox', { name: 'Jour' });
    const answers = async () =>
      Promise.all(
        ['Jour', 'Mois', 'Année'].map((name) => page.locator('[data-field="incident_date"]').getByRole('textbox', { name }).inputValue()),
      );
    await day.focus();
    await page.keyboard.type('05/3/2026');
    expect(await answers()).toEqual(['05', '03', '2026']);
    await page.getByText('jeudi 5 mars 2026').waitFor();
    await day.focus();
    await page.keyboard.type('hier');
    expect(await answers()).toEqual(['12', '10', '2026']);
    await page.getByText('lundi, hier').waitFor();
    for (let times = 0; times < 5; times += 1) await page.keyboard.press('Delete');
    expect(await answers()).toEqual(['', '', '']);
    await page.keyboard.type('-3');
    await page.keyboard.press('Tab');
    expect(await answers()).toEqual(['10', '10', '2026']);
    await page.close();
  });

  it('draws no other question again while one is typed in', async () => {
    const page = await openSection('consequences');
    await page.evaluate(`window.touched = 0;
      for (const question of document.querySelectorAll('[data-field]:not([data-field="incident_account"])'))
        new MutationObserver((records) => { window.touched += records.length; }).observe(question, { subtree: true, childList: true, attributes: true, characterData: true });`);
    await page.getByRole('textbox', { name: /Récit/ }).pressSequentially('Une phrase inventée.');
    await page.waitForTimeout(900);
    expect(await page.evaluate('window.touched')).toBe(0);
    expect((await callsOf(page, 'drafts.save')).length).toBeGreaterThan(0);
    await page.close();
  });

  it.each([[[]], [['drafts.save']]] as const)(
    'on a quick exit, sends what is typed before the keys go (draft not answered: %j)',
    async (held) => {
      const page = await screen.open(`#/cases/${CASE_ID}/forms/incident/${INCIDENT_ID}/when`, {
        role: 'caseworker',
        answers: ANSWERS,
        held,
      });
      await page.getByRole('textbox', { name: 'Heure (si connue)' }).fill('14h30');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Ouvrir une session' }).waitFor();
      const calls: readonly Envelope[] = await page.evaluate('window.sutura.calls');
      const last = calls.filter(({ name }) => name === 'drafts.save' || name === 'session.lock');
      expect(last.map(({ name }) => name)).toEqual(['drafts.save', 'session.lock']);
      expect(last[0]?.input).toMatchObject({ content: { incident: { incident_time: '14:30' } } });
      await page.close();
    },
  );

  it('comes back to the exact question of the draft', async () => {
    const opened: OpenedForm = {
      ...INCIDENT,
      revision: 2,
      draft: {
        draftId: STALE_DRAFT.draftId,
        savedAt: STALE_DRAFT.savedAt,
        content: STALE_DRAFT.content,
        baseRevision: 2,
        at: STALE_DRAFT.at,
      },
    };
    const page = await screen.open(`#/cases/${CASE_ID}/forms/incident/${INCIDENT_ID}`, {
      role: 'caseworker',
      answers: { ...ANSWERS, 'forms.open': opened },
    });
    await page.getByRole('heading', { name: 'Quand' }).waitFor();
    expect(await page.evaluate('document.activeElement.closest("[data-field]")?.dataset.field')).toBe('incident_time');
    await page.close();
  });

  it('picks in a combobox by keyboard, and gives the answer back on Escape', async () => {
    const page = await openSection('where');
    const cercle = page.getByRole('combobox', { name: 'Cercle' });
    await cercle.focus();
    await page.keyboard.type('kor');
    await page.getByRole('option', { name: /Koro/ }).waitFor();
    await page.keyboard.press('Escape');
    expect(await cercle.inputValue()).toBe('Bandiagara');
    await page.keyboard.type('ten');
    await page.keyboard.press('Enter');
    expect(await cercle.inputValue()).toBe('Ténenkou');
    expect(await cercle.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await cercle.inputValue()).not.toBe('Ténenkou');
    await page.close();
  });

  it('says « ne souhaite pas répondre » by Alt R, excludes a value, and gives it back', async () => {
    const page = await openSection('where');
    const place = page.getByRole('combobox', { name: 'Type de lieu' });
    const declined = page.locator('[data-field="incident_place_type"]').getByRole('checkbox', { name: 'Ne souhaite pas répondre' });
    await place.focus();
    await page.keyboard.press('Alt+r');
    expect(await declined.isChecked()).toBe(true);
    expect(await place.inputValue()).toBe('');
    await declined.press('Control+z');
    expect(await declined.isChecked()).toBe(false);
    expect(await place.inputValue()).toContain('Domicile');
    await page.close();
  });

  it('answers « vue, rien de nouveau » in one act, and goes to what is left', async () => {
    const page = await screen.open(`#/cases/${CASE_ID}/forms/follow_up/new`, {
      role: 'caseworker',
      answers: { ...ANSWERS, 'forms.open': FOLLOW_UP },
    });
    await page.getByRole('button', { name: 'Vue, rien de nouveau' }).waitFor();
    await page.keyboard.press('v');
    expect(await page.evaluate('document.activeElement.closest("[data-field]")?.dataset.field')).toBe('prog_legal');
    expect(await accessFaultsOf(page, '#main')).toEqual([]);
    expect(await page.getByRole('button', { name: 'Vue, rien de nouveau' }).count()).toBe(0);
    await page.keyboard.press('s');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.textContent')).toMatch(/^Terminer/);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('tablist').waitFor();
    const [saved] = await callsOf(page, 'forms.save');
    expect(saved?.input).toMatchObject({
      finish: true,
      answers: {
        fu_type: 'safety',
        fu_date: '2026-10-13',
        fu_mode: 'agreed_place',
        fu_outcome: 'seen',
        fu_new_needs: 'no',
        fu_needs_met: 'partly',
        prog_psychosocial: 'in_progress',
        prog_legal: 'not_applicable',
        fu_next_date: '2026-10-20',
      },
    });
    await page.close();
  });

  it('is one stop of the Tab key for a question: the arrows run on to « ne sait pas » and back', async () => {
    const page = await openSection('when');
    const place = page.locator('[data-field="incident_timeofday"]');
    const here = (): Promise<string> =>
      page.evaluate(() => {
        const focused = document.activeElement;
        const field = focused?.closest('[data-field]')?.getAttribute('data-field') ?? '';
        return `${field} ${focused instanceof HTMLInputElement ? focused.type : ''}`;
      });
    await place.getByRole('radio').last().focus();
    await page.keyboard.press('ArrowDown');
    expect(await here()).toBe('incident_timeofday checkbox');
    await page.keyboard.press('Space');
    expect(await place.getByRole('checkbox', { name: 'Ne souhaite pas répondre' }).isChecked()).toBe(true);
    await page.keyboard.press('Shift+Tab');
    expect(await here()).not.toContain('checkbox');
    await place.getByRole('radio').last().focus();
    await page.keyboard.press('Tab');
    expect(await here()).not.toContain('incident_timeofday');
    await page.close();
  });

  it('shows no problem before a field is left', async () => {
    const page = await openSection('where', {
      'forms.open': { ...INCIDENT, answers: { report_date: '2026-10-13', reported_by: 'survivor' } },
    });
    expect(await page.locator('.field-problem').count()).toBe(0);
    await page.getByRole('combobox', { name: 'Type de lieu' }).focus();
    await page.keyboard.press('Shift+Tab');
    await page.locator('[data-field="incident_place_type"] .field-problem').waitFor();
    expect(await page.locator('.field-problem').count()).toBeLessThanOrEqual(2);
    await page.close();
  });

  it('adds the next question of the classification below its cause, and shows the type with its definition', async () => {
    const page = await openSection('type');
    await page.getByText('Agression physique').first().waitFor();
    await page.locator('[data-field="q3_physical"]').getByText('Non', { exact: true }).click();
    await page.getByText("S'agit-il d'un mariage forcé ?").waitFor();
    await page.locator('[data-field="q1_penetration"]').getByText('Oui', { exact: true }).click();
    await page.getByText('Comprend le viol conjugal').waitFor();
    expect(await page.locator('[data-field="q3_physical"]').count()).toBe(0);
    await page.close();
  });

  it('lists answers that no longer count before they are dropped, and drops them on finishing', async () => {
    const page = await openSection('circumstances', {
      'forms.open': { ...INCIDENT, answers: { ...INCIDENT.answers, held_location_type: 'armed_base' } },
    });
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Lieu de détention').waitFor();
    expect(await callsOf(page, 'forms.save')).toEqual([]);
    await dialog.getByRole('button', { name: 'Terminer sans ces réponses' }).click();
    await page.waitForURL(`**/#/cases/${CASE_ID}`);
    const saves = await callsOf(page, 'forms.save');
    const last: { readonly answers?: object; readonly finish?: boolean } = Object(saves.at(-1)?.input);
    expect(last.finish).toBe(true);
    expect(Object.keys(last.answers ?? {})).not.toContain('held_location_type');
    await page.close();
  });

  it('says what an incident reported elsewhere is to the counts, and why it is proposed', async () => {
    const page = await openSection('report', {
      'forms.open': {
        ...INCIDENT,
        answers: { ...INCIDENT.answers, previously_reported: 'yes_gbvims' },
        context: { ...INCIDENT.context, cameBySlip: 'yes' },
      },
    });
    await page.getByText('Cet incident est compté par l’autre centre, pas ici.').waitFor();
    await page.getByText('Proposé parce que la personne est venue avec la fiche').waitFor();
    await page.locator('[data-field="previously_reported"]').getByText('Non', { exact: true }).click();
    await page.getByText('Cet incident est compté par l’autre centre').waitFor({ state: 'detached' });
    await page.close();
  });

  it('goes to the first point when finishing is too early', async () => {
    const page = await openSection('report', {
      'forms.open': {
        ...INCIDENT,
        answers: { report_date: '2026-10-13', reported_by: 'survivor', previously_reported: 'no', previous_incidents: 'no' },
      },
    });
    await page.keyboard.press('Control+Enter');
    await page.locator('a[aria-current="step"][href$="/when"]').waitFor();
    expect(await page.evaluate('document.activeElement.closest("[data-field]")?.dataset.field')).toBe('incident_date');
    await page.getByRole('button', { name: "Nombre d'auteur·e·s présumé·e·s" }).click();
    await page.locator('a[aria-current="step"][href$="/circumstances"]').waitFor();
    expect(await page.evaluate('document.activeElement.closest("[data-field]")?.dataset.field')).toBe('n_perpetrators');
    expect(await callsOf(page, 'forms.save')).toEqual([]);
    await page.close();
  });

  it('moves between sections by Alt and page keys, to the first unanswered question', async () => {
    const page = await openSection('when');
    await page.keyboard.press('Alt+PageDown');
    await page.locator('a[aria-current="step"][href$="/where"]').waitFor();
    await page.keyboard.press('Alt+PageUp');
    await page.locator('a[aria-current="step"][href$="/when"]').waitFor();
    await page.close();
  });

  it('adds a row with the focus in it, and brings a removed one back', async () => {
    const page = await openSection('alleged_perpetrator');
    await page.getByRole('button', { name: /^Ajouter/ }).click();
    const second = page.getByRole('group', { name: 'Auteur·e présumé·e 2' });
    await second.waitFor();
    expect(await second.evaluate((row) => row.contains(document.activeElement))).toBe(true);
    await page.getByRole('button', { name: 'Retirer, Auteur·e présumé·e 1, principal·e' }).click();
    await page.getByRole('button', { name: 'Annuler le retrait' }).click();
    await page.getByRole('group', { name: /principal·e/ }).waitFor();
    await page.close();
  });

  it('shows both versions when the record changed under the draft, and loses neither', async () => {
    const opened: OpenedForm = {
      ...INCIDENT,
      draft: {
        draftId: STALE_DRAFT.draftId,
        savedAt: STALE_DRAFT.savedAt,
        content: STALE_DRAFT.content,
        baseRevision: 2,
        at: STALE_DRAFT.at,
      },
    };
    const page = await openSection('circumstances', { 'forms.open': opened });
    const row = page.getByRole('row', { name: /Argent, biens/ });
    await row.waitFor();
    expect(await accessFaultsOf(page, '#main')).toEqual([]);
    await row.getByRole('radio').nth(1).check();
    await page.getByRole('button', { name: 'Garder ces choix' }).click();
    expect(await page.locator('[data-field="goods_exchanged"]').getByRole('radio', { name: 'Non' }).isChecked()).toBe(true);
    await page.close();
  });

  it('masks what names the person until a reason is given', async () => {
    const page = await openSection('where');
    expect(await page.getByText('Lieu inventé').count()).toBe(0);
    await page.getByRole('button', { name: /^Afficher Réponses masquées/ }).click();
    await page.getByRole('button', { name: 'Afficher', exact: true }).click();
    await page.getByText('Lieu inventé').waitFor();
    expect(await callsOf(page, 'identity.open')).toHaveLength(1);
    await page.close();
  });

  it('is for reading only when the reply says so', async () => {
    const opened: OpenedForm = { ...INCIDENT, mayWrite: false, masked: ['incident_account'] };
    const page = await screen.open(`#/cases/${CASE_ID}/forms/incident/${INCIDENT_ID}/consequences`, {
      role: 'supervisor',
      answers: { ...ANSWERS, 'forms.open': opened },
    });
    await page.getByRole('button', { name: 'Lire le récit' }).waitFor();
    expect(await page.locator('#main input').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Terminer l’étape' }).count()).toBe(0);
    await page.close();
  });

  it('fits at 200 % without a sideways scroll, in English too', async () => {
    const page = await screen.open(
      `#/cases/${CASE_ID}/forms/incident/${INCIDENT_ID}/when`,
      { role: 'caseworker', answers: ANSWERS, session: { language: 'en' } },
      { width: 683, height: 384 },
    );
    await page.getByRole('heading', { name: 'When' }).waitFor();
    expect(await page.locator('.page-scroll').evaluate((area) => area.scrollWidth <= area.clientWidth)).toBe(true);
    expect(await accessFaultsOf(page, '#main')).toEqual([]);
    await page.close();
  });
});

describe('the provider of a referral', () => {
  const provider = (providerId: string, prov_name: string, prov_type: string, more: Answers = {}) => ({
    providerId: `00000000-0000-4000-8000-0000000009${providerId}`,
    revision: 1,
    answers: { prov_name, prov_type, prov_active: 'yes', prov_geo: { region: 'mopti', cercle: 'mopti_bandiagara' }, ...more },
    services: [{ serviceId: `00000000-0000-4000-8000-0000000008${providerId}`, answers: { ps_category: 'health', ps_free: 'yes' } }],
    checkedOn: '2026-10-01',
    freshness: 'fresh' as const,
  });
  const far = provider('01', 'Centre lointain inventé', 'csref', { prov_geo: { region: 'gao' } });
  const near = provider('02', 'Centre proche inventé', 'csref');
  const tied = provider('03', 'Hôpital inventé', 'hospital');
  const closed = provider('04', 'Centre fermé inventé', 'csref', { prov_active: 'no' });

  it('is proposed best first with what speaks for it, and asks for a reason where the alleged perpetrator has colleagues', async () => {
    const page = await screen.open(`#/cases/${CASE_ID}/forms/referral/new/request`, {
      role: 'caseworker',
      answers: { ...ANSWERS, 'forms.open': REFERRAL, 'directory.list': { providers: [far, tied, closed, near], proposals: [] } },
    });
    const asked = page.locator('[data-field="ref_provider_id"]');
    const box = asked.getByRole('combobox');
    await box.press('ArrowDown');
    const choices = await asked.getByRole('option').allInnerTexts();
    expect(choices.map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
      expect.stringMatching(/^Centre proche inventé : même cercle, gratuit/),
      expect.stringMatching(/^Centre lointain inventé : autre région/),
      expect.stringMatching(/^Hôpital inventé : l’auteur présumé peut y avoir des collègues/),
    ]);
    const section = page.locator('.form-card');
    expect(await section.innerText()).toContain('Non proposés\u00a0: 1 fermé.');
    expect(await section.innerText()).not.toContain('dites pourquoi dans la note');
    await box.pressSequentially('hopital');
    await box.press('Enter');
    await page.getByText('dites pourquoi dans la note').waitFor();
    expect(await accessFaultsOf(page, '#main')).toEqual([]);
    await page.close();
  });
});
