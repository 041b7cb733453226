import { expect, test } from 'vitest';
import type { ManyField, OneField } from '../../../shared/forms/define.ts';
import { choices, visible } from '../../../shared/forms/engine.ts';
import { fieldTable } from '../../../shared/forms/fields.ts';
import { options, type CodeOf } from '../../../shared/forms/lists/all.ts';
import { formOf, type FormId } from '../../../shared/forms/registry.ts';
import { consentBandOf } from '../../../shared/rules/incident/ages.ts';
import { consentGivers } from '../../../shared/rules/consent/consent.ts';
import { isArmed } from '../../../shared/rules/incident/context.ts';
import { REFERRAL_TRANSITIONS } from '../../../shared/rules/referrals/referralState.ts';
import { LISTS } from '../../../shared/forms/lists/all.ts';
import { CONTEXT } from './invented.ts';

/* Where a form shows what a rule decides, both must say the same. */

function coded(id: FormId, code: string): OneField | ManyField {
  const field = fieldTable(formOf(id))[code];
  if (field?.type !== 'one' && field?.type !== 'many') throw new Error('not a coded question');
  return field;
}

test('who may consent is what the consent rule says, at every age', () => {
  for (let ageYears = 0; ageYears <= 110; ageYears += 1) {
    for (const perpetrator of [false, true]) {
      const answers = perpetrator ? { caregiver_not_asked_reason: 'perpetrator' } : {};
      const offered = choices(coded('consent_service', 'consent_giver'), answers, { ...CONTEXT, ageYears }, undefined).map(
        ({ code }) => code,
      );
      expect(offered.toSorted()).toEqual([...consentGivers(consentBandOf(ageYears), perpetrator)].toSorted());
    }
  }
  expect(choices(coded('consent_service', 'consent_giver'), {}, CONTEXT, undefined)).toEqual(options('consent_giver'));
});

test('once the case says that the caregiver is the alleged perpetrator, no caregiver authorises a sharing or consents again', () => {
  for (const [id, code] of [
    ['consent_share', 'share_giver'],
    ['consent_service', 'consent_giver'],
  ] as const) {
    for (let ageYears = 0; ageYears <= 110; ageYears += 1) {
      const offered = choices(coded(id, code), {}, { ...CONTEXT, ageYears, caregiverIsPerpetrator: 'yes' }, undefined).map(
        (one) => one.code,
      );
      expect(offered.toSorted()).toEqual([...consentGivers(consentBandOf(ageYears), true)].toSorted());
    }
  }
});

test('the new states of a referral are its transitions', () => {
  for (const { code: from } of LISTS.referral_state) {
    const offered = choices(coded('referral_event', 'event_state'), {}, { ...CONTEXT, referralState: from }, undefined).map(
      ({ code }) => code,
    );
    const reached = REFERRAL_TRANSITIONS.filter((transition) => transition.from === from).map(({ to }) => to);
    expect(offered.toSorted()).toEqual([...new Set<CodeOf<'referral_state'>>(reached)].toSorted());
  }
});

test('the armed actor is asked for the occupations that bear arms', () => {
  for (const { code } of LISTS.perp_occupation) {
    expect(visible(formOf('alleged_perpetrator'), { perp_occupation: code }, CONTEXT).has('perp_armed_actor')).toBe(isArmed(code));
  }
});
