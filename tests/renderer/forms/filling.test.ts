import { describe, expect, it } from 'vitest';
import { authorisedItems } from '../../../renderer/forms/authorised.ts';
import { createDraft, partOfRow } from '../../../renderer/forms/draft.ts';
import type { Content } from '../../../renderer/forms/draft.ts';
import { createFilling, formOfPart, takenByOtherRows } from '../../../renderer/forms/filling.ts';
import type { Filling } from '../../../renderer/forms/filling.ts';
import { contextOf, liveContext } from '../../../renderer/forms/opening.ts';
import { contactOf, following, newAnswers, nothingNew } from '../../../renderer/forms/proposals.ts';
import { DEFAULT_DUE_SETTINGS } from '../../../shared/rules/cases/dueDates.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import type { Context } from '../../../shared/forms/facts.ts';
import { createKeeper } from '../../../renderer/forms/keeper.ts';
import {
  answersToSave,
  droppedAnswers,
  isBegun,
  placedProblems,
  savingProblems,
  screensOf,
  screenState,
} from '../../../renderer/forms/sections.ts';
import { submissionOf } from '../../../renderer/forms/submit.ts';
import { INCIDENT, ROW_ID } from './openedForms.ts';

const CONTEXT = contextOf(INCIDENT);
const INCIDENT_FORM = formOfPart('incident');

function fillingOf(content: Content, masked: readonly string[] = [], context: Context = CONTEXT): Filling {
  const keeper = createKeeper(async () => ({ ok: true, value: { savedAt: '2026-10-13T09:44' } }), null);
  const filling = createFilling({
    draft: createDraft(content),
    keeper,
    readOnly: false,
    section: 'report',
    references: {},
    masked,
    clocks: [],
    frozen: new Set(),
    contextOf: (typed) => liveContext('incident', context, typed['incident'] ?? {}),
    narrow: () => null,
    providers: [],
    reporting: null,
  });
  keeper.close();
  return filling;
}

function screenCodes(filling: Filling): readonly string[] {
  return screensOf(filling, filling.draft.store.getState(), INCIDENT_FORM).map(({ code }) => code);
}

describe('what the answers say', () => {
  it('fills in the computed questions from the shared rules', () => {
    const filling = fillingOf({
      incident: {
        q1_penetration: 'no',
        q2_sexual_contact: 'yes',
        report_date: '2026-10-13',
        incident_date: '2026-10-11',
        incident_date_precision: 'exact',
      },
    });
    const { answers } = filling.read(filling.draft.store.getState(), 'incident');
    expect(answers).toMatchObject({
      gbv_type: 'sexual_assault',
      elapsed_days: 2,
      elapsed_class: 'd0_3',
      age_at_incident: 22,
      crsv_flag: 'no',
    });
  });

  it('draws contexts from the rows of alleged perpetrators', () => {
    const filling = fillingOf({
      incident: { q1_penetration: 'yes' },
      [partOfRow('alleged_perpetrator', ROW_ID)]: { perp_relation: 'intimate_partner' },
    });
    expect(filling.read(filling.draft.store.getState(), 'incident').answers['case_context']).toEqual(['ipv']);
  });

  it('leaves a computed question blank when nothing can be said yet', () => {
    const filling = fillingOf({ incident: {} });
    expect(filling.read(filling.draft.store.getState(), 'incident').answers).toEqual({});
  });

  it('suggests a high risk for a yes to danger', () => {
    const filling = fillingOf({ risk_assessment: { danger_now: 'yes' } });
    expect(filling.read(filling.draft.store.getState(), 'risk_assessment').answers['risk_level_suggested']).toBe('high');
  });

  it('reads a change once for all readers', () => {
    const filling = fillingOf({ incident: {} });
    const content = filling.draft.store.getState();
    expect(filling.read(content, 'incident')).toBe(filling.read(content, 'incident'));
  });

  it('does not miss a masked answer that is there', () => {
    const content: Content = { incident: { incident_date_precision: 'exact' } };
    const missing = (filling: Filling) => placedProblems(filling, content, INCIDENT_FORM).some(({ field }) => field === 'incident_date');
    expect(missing(fillingOf(content))).toBe(true);
    expect(missing(fillingOf(content, ['incident_date']))).toBe(false);
  });
});

describe('answers hidden by a condition', () => {
  const hidden: Content = {
    incident: { q1_penetration: 'yes', q2_sexual_contact: 'no', abduction_type: 'none', held_location_type: 'private_home' },
  };

  it('are kept in the draft, listed before finishing, and left out of what is saved', () => {
    const filling = fillingOf(hidden);
    const content = filling.draft.store.getState();
    expect(content['incident']).toEqual(hidden['incident']);
    expect(droppedAnswers(filling, content).map(({ field }) => field)).toEqual(['q2_sexual_contact', 'held_location_type']);
    expect(Object.keys(answersToSave(filling, content, 'incident'))).not.toContain('q2_sexual_contact');
    expect(answersToSave(filling, content, 'incident')).toMatchObject({ q1_penetration: 'yes', gbv_type: 'rape' });
  });

  it('come back as they were when the cause changes again', () => {
    const filling = fillingOf(hidden);
    filling.draft.set('incident', 'q1_penetration', 'no');
    const content = filling.draft.store.getState();
    expect(filling.read(content, 'incident').shown.has('q2_sexual_contact')).toBe(true);
    expect(content['incident']?.['q2_sexual_contact']).toBe('no');
  });
});

describe('screens of a form', () => {
  it('are its sections, then the row forms that apply', () => {
    const codes = screenCodes(fillingOf({ incident: {} }));
    expect(codes.slice(0, 2)).toEqual(['report', 'when']);
    expect(codes).toContain('alleged_perpetrator');
    expect(codes).not.toContain('reported_elsewhere');
    expect(screenCodes(fillingOf({ incident: { previously_reported: 'yes_other' } }))).toContain('reported_elsewhere');
  });

  it('are to look at only once begun', () => {
    expect(screenState(false, false, [{ field: 'x', kind: 'missing', level: 'error', message: { fr: '', en: '' } }])).toBe('notBegun');
    expect(screenState(true, false, [{ field: 'x', kind: 'missing', level: 'error', message: { fr: '', en: '' } }])).toBe('toSee');
    expect(screenState(true, false, [{ field: 'x', kind: 'stale', level: 'warning', message: { fr: '', en: '' } }])).toBe('done');
    expect(screenState(true, true, [])).toBe('here');
  });

  it('have begun with an answer of a person, not with a computed one', () => {
    const filling = fillingOf({ incident: {} });
    const screen = screensOf(filling, filling.draft.store.getState(), INCIDENT_FORM).find(({ code }) => code === 'when');
    if (screen === undefined) throw new Error('no such screen');
    expect(isBegun({ incident: { elapsed_days: 3 } }, INCIDENT_FORM, screen)).toBe(false);
    expect(isBegun({ incident: { incident_time: { withheld: 'unknown' } } }, INCIDENT_FORM, screen)).toBe(true);
  });

  it('ask for a primary perpetrator among rows, and for none without rows', () => {
    const part = partOfRow('alleged_perpetrator', ROW_ID);
    const secondary = fillingOf({ incident: {}, [part]: { perp_rank: 'secondary' } });
    const found = placedProblems(secondary, secondary.draft.store.getState(), INCIDENT_FORM).filter(
      ({ screen }) => screen.code === 'alleged_perpetrator',
    );
    expect(found.some(({ field, kind }) => field === 'perp_rank' && kind === 'check')).toBe(true);
    const none = fillingOf({ incident: {} });
    expect(
      placedProblems(none, none.draft.store.getState(), INCIDENT_FORM).filter(({ screen }) => screen.code === 'alleged_perpetrator'),
    ).toEqual([]);
  });

  it('are stopped from saving by R only, never by a question about the violence', () => {
    const filling = fillingOf({ incident: { report_date: '2026-10-13' } });
    const content = filling.draft.store.getState();
    expect(savingProblems(filling, content, INCIDENT_FORM).map(({ field }) => field)).toEqual(['reported_by']);
    expect(placedProblems(filling, content, INCIDENT_FORM).map(({ field }) => field)).toContain('q1_penetration');
  });

  it('let no two unique rows bear the same name', () => {
    const [one, other] = [partOfRow('service_disposition', 'a'), partOfRow('service_disposition', 'b')];
    const content: Content = { incident: {}, [one]: { service_category: 'health' }, [other]: {} };
    expect([...takenByOtherRows(content, other, 'service_category')]).toEqual(['health']);
    expect([...takenByOtherRows(content, one, 'service_category')]).toEqual([]);
    expect([...takenByOtherRows(content, other, 'disposition')]).toEqual([]);
  });
});

describe('what is proposed', () => {
  it('is the date of today for what is done today', () => {
    expect(newAnswers(INCIDENT_FORM, CONTEXT)).toEqual({ report_date: '2026-10-13' });
    expect(newAnswers(INCIDENT_FORM, { ...CONTEXT, cameBySlip: 'yes' })).toEqual({
      report_date: '2026-10-13',
      previously_reported: 'yes_gbvims',
    });
    expect(newAnswers(formOfPart('consent_share'), { ...CONTEXT, shareConsentEnd: '2027-01-11' })).toMatchObject({
      share_datetime: '2026-10-13T09:44',
      valid_until: '2027-01-11',
    });
  });

  it('is the precision of the date, until the person says another', () => {
    expect(following('incident_date', '2026-10', {}, CONTEXT)).toEqual({ incident_date_precision: 'month' });
    expect(following('incident_date', '2026-10-11', { incident_date: '2026-10', incident_date_precision: 'month' }, CONTEXT)).toEqual({
      incident_date_precision: 'exact',
    });
    expect(following('incident_date', '2026-10-11', { incident_date: '2026-10', incident_date_precision: 'week' }, CONTEXT)).toEqual({});
  });

  it('is the useful minimum for a service once sharing is authorised, never over a choice', () => {
    expect(following('authorised', 'yes', { recipient_category: 'health' }, CONTEXT)).toEqual({
      info_items: ['age_sex', 'incident_type', 'incident_date', 'needs'],
    });
    expect(following('authorised', 'no', { recipient_category: 'health' }, CONTEXT)).toEqual({});
    expect(following('authorised', 'yes', { recipient_category: 'health', info_items: ['code_only'] }, CONTEXT)).toEqual({});
  });

  it('is the latest day of the next follow-up, unless a day was said', () => {
    const context = { ...CONTEXT, latestNextFollowUp: '2026-10-20' };
    expect(following('fu_next', 'yes', {}, context)).toEqual({ fu_next_date: '2026-10-20' });
    expect(following('fu_next', 'no', {}, context)).toEqual({});
    expect(following('fu_next', 'yes', { fu_next_date: '2026-10-16' }, context)).toEqual({});
  });

  it('is due by the priority of an action and the delays of the site, unless a day was said; none while they are not known', () => {
    const delays = { ...DEFAULT_DUE_SETTINGS, planItem: { urgent: 1, high: 2, medium: 9, low: 30 } };
    const context = { ...CONTEXT, delays };
    expect(following('item_priority', 'medium', {}, context)).toEqual({ item_due: '2026-10-22' });
    expect(following('item_priority', 'high', { item_priority: 'medium', item_due: '2026-10-22' }, context)).toEqual({
      item_due: '2026-10-15',
    });
    expect(following('item_priority', 'high', { item_priority: 'medium', item_due: '2026-10-30' }, context)).toEqual({});
    expect(following('item_priority', 'high', {}, CONTEXT)).toEqual({});
  });

  it('takes from the follow-up before what continues, and « rien de nouveau » keeps what was answered', () => {
    const previous = { fu_type: 'safety', fu_mode: 'home', fu_needs_met: 'partly', prog_safety: 'in_progress' };
    expect(contactOf(previous, CONTEXT)).toEqual({ fu_type: 'safety', fu_mode: 'home' });
    expect(contactOf({}, CONTEXT)).toEqual({ fu_type: 'service', fu_mode: 'centre' });
    expect(contactOf({}, { ...CONTEXT, programme: 'cp' })).toEqual({ fu_mode: 'centre' });
    const context = { ...CONTEXT, latestNextFollowUp: '2026-10-20' };
    expect(nothingNew({ fu_date: '2026-10-13', fu_risk_changed: 'yes' }, previous, context)).toEqual({
      fu_date: '2026-10-13',
      fu_outcome: 'seen',
      fu_new_needs: 'no',
      fu_needs_met: 'partly',
      fu_new_incident: 'no',
      fu_risk_changed: 'yes',
      prog_safety: 'in_progress',
      fu_next: 'yes',
      fu_next_date: '2026-10-20',
    });
  });
});

describe('screens without a question', () => {
  it('are left out: nothing of a child in the registration of an adult', () => {
    const codes = (birth: string) => {
      const filling = fillingOf({ registration: { age_known: 'dob', date_of_birth: birth } });
      return screensOf(filling, filling.draft.store.getState(), formOfPart('registration')).map(({ code }) => code);
    };
    expect(codes('1996-05-05')).not.toContain('child');
    expect(codes('2014-05-05')).toContain('child');
  });

  it('are one for the follow-up, with its headings', () => {
    const filling = fillingOf({ follow_up: {} });
    const screens = screensOf(filling, filling.draft.store.getState(), formOfPart('follow_up'));
    expect(screens.map(({ code }) => code)).toEqual(['follow_up']);
    expect(screens.flatMap((screen) => (screen.kind === 'questions' ? screen.groups.map(({ title }) => title.fr) : []))).toEqual([
      'Le contact',
      "L'enfant",
      'La situation',
      'Les progrès',
      'La suite',
    ]);
  });
});

describe('a referral and its authorisations', () => {
  const health = { recordId: 'a', recipient: 'health', providerId: 'one', items: ['age_sex', 'needs'], until: '2026-12-24', inForce: true };
  const legal = { ...health, recordId: 'b', recipient: 'legal', providerId: null, items: ['name'] };
  const written = (answers: Answers) => authorisedItems([health, legal], { referral: answers }, 'referral', 'ref_info_shared');

  it('offers what was authorised for its service and its provider, and nothing of another', () => {
    expect(written({})).toBeNull();
    expect(written({ ref_service_category: 'health' })).toEqual(['age_sex', 'needs']);
    expect(written({ ref_service_category: 'health', ref_provider_id: 'another' })).toEqual([]);
    expect(written({ ref_service_category: 'legal', ref_provider_id: 'another' })).toEqual(['name']);
    expect(
      authorisedItems([{ ...health, inForce: false }], { referral: { ref_service_category: 'health' } }, 'referral', 'ref_info_shared'),
    ).toEqual([]);
  });

  it('may be answered in its place', () => {
    const context = liveContext('referral', CONTEXT, {
      ref_state: 'sent',
      ref_service_category: 'health',
      ref_date: '2026-10-13T09:00',
    });
    expect(context).toMatchObject({ referralState: 'sent', referralService: 'health', referralTime: '2026-10-13T09:00' });
  });
});

describe('the submission', () => {
  const part = partOfRow('alleged_perpetrator', ROW_ID);
  const added = partOfRow('alleged_perpetrator', 'new-row');

  it('distinguishes saved rows from new ones and from rows that were taken away', () => {
    const filling = fillingOf(
      { incident: INCIDENT.answers, [part]: { perp_rank: 'primary' }, [added]: { perp_rank: 'secondary' } },
      INCIDENT.masked,
    );
    const submission = submissionOf(filling, filling.draft.store.getState(), INCIDENT, 3, 'draft', true);
    expect(submission.rows.map(({ recordId, revision }) => [recordId, revision])).toEqual([
      [ROW_ID, 1],
      [null, 0],
    ]);
    expect(submission.removed).toEqual([]);
    filling.draft.removePart(part);
    expect(submissionOf(filling, filling.draft.store.getState(), INCIDENT, 3, 'draft', true).removed).toEqual([
      { recordId: ROW_ID, revision: 1 },
    ]);
  });

  it('leaves alone a row that did not change', () => {
    const [child] = INCIDENT.children;
    const filling = fillingOf({ incident: {}, [part]: child?.answers ?? {} });
    expect(submissionOf(filling, filling.draft.store.getState(), INCIDENT, 3, 'draft', true).rows).toEqual([]);
  });

  it('keeps masked answers as they are unless they were written anew', () => {
    const kept = fillingOf({ incident: {} }, ['incident_locality']);
    expect(submissionOf(kept, kept.draft.store.getState(), INCIDENT, 3, 'draft', false).keep).toEqual(['incident_locality']);
    kept.released.setState(new Set(['incident_locality']), true);
    expect(submissionOf(kept, kept.draft.store.getState(), INCIDENT, 3, 'draft', false).keep).toEqual([]);
    const resumed = fillingOf({ incident: { incident_locality: 'Lieu inventé' } }, ['incident_locality']);
    expect(submissionOf(resumed, resumed.draft.store.getState(), INCIDENT, 3, 'draft', false).keep).toEqual([]);
  });
});
