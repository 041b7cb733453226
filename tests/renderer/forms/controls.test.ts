import { describe, expect, it } from 'vitest';
import { choiceLook, optionByLetter } from '../../../renderer/forms/fields/ChoiceField.tsx';
import { answerInWords } from '../../../renderer/forms/fields/FixedField.tsx';
import { ticked } from '../../../renderer/forms/fields/ManyField.tsx';
import { definitionOf } from '../../../renderer/forms/filling.ts';
import { withheldChoices } from '../../../renderer/forms/fields/withheld.ts';
import { options } from '../../../shared/forms/lists/all.ts';

describe('how a choice is asked', () => {
  it('side by side up to 4 short options, in a column up to 7, in a combobox beyond', () => {
    expect(choiceLook(options('yes_no_unknown'))).toBe('segments');
    expect(choiceLook(options('consent_giver'))).toBe('radios');
    expect(choiceLook(options('incident_timeofday'))).toBe('radios');
    expect(choiceLook(options('language'))).toBe('combobox');
  });

  it('by the first letter of its wording, in the language shown, going round', () => {
    const yesNo = options('yes_no_unknown');
    expect(optionByLetter(yesNo, 'o', 'fr', undefined)?.code).toBe('yes');
    expect(optionByLetter(yesNo, 'n', 'fr', undefined)?.code).toBe('no');
    expect(optionByLetter(yesNo, 'n', 'fr', 'no')?.code).toBe('unknown');
    expect(optionByLetter(yesNo, 'n', 'fr', 'unknown')?.code).toBe('no');
    expect(optionByLetter(yesNo, 'y', 'en', undefined)?.code).toBe('yes');
    expect(optionByLetter(yesNo, 'z', 'fr', undefined)).toBeUndefined();
    expect(optionByLetter(yesNo, ' ', 'fr', undefined)).toBeUndefined();
  });
});

describe('several choices', () => {
  const order = ['none', 'caregiver', 'family', 'friend'];

  it('stay in the order of the list', () => {
    expect(ticked(['family'], 'caregiver', order, ['none'])).toEqual(['caregiver', 'family']);
    expect(ticked(['caregiver', 'family'], 'caregiver', order, ['none'])).toEqual(['family']);
  });

  it('give way to an exclusive choice, and drop it', () => {
    expect(ticked(['caregiver', 'family'], 'none', order, ['none'])).toEqual(['none']);
    expect(ticked(['none'], 'friend', order, ['none'])).toEqual(['friend']);
  });
});

describe('« ne sait pas » and « ne souhaite pas répondre »', () => {
  it('are beside S, C and O, never beside R, computed or generated', () => {
    expect(withheldChoices(definitionOf('incident', 'incident_time'))).toEqual(['unknown', 'declined']);
    expect(withheldChoices(definitionOf('incident', 'report_date'))).toEqual([]);
    expect(withheldChoices(definitionOf('incident', 'gbv_type'))).toEqual([]);
    expect(withheldChoices(definitionOf('incident', 'incident_code'))).toEqual([]);
  });

  it('are not asked twice where the list says them', () => {
    expect(withheldChoices(definitionOf('incident', 'goods_exchanged'))).toEqual(['declined']);
    expect(withheldChoices(definitionOf('consent_service', 'refusal_reason'))).toEqual(['unknown']);
  });
});

describe('answers in words', () => {
  it('never confuse blank, unknown and declined', () => {
    const field = definitionOf('incident', 'incident_date');
    const words = [undefined, { withheld: 'unknown' } as const, { withheld: 'declined' } as const].map(
      (answer) => answerInWords(field, answer).fr,
    );
    expect(new Set(words).size).toBe(3);
  });

  it('say codes by their list and dates with their precision', () => {
    expect(answerInWords(definitionOf('incident', 'incident_date'), '2026-10').fr).toBe('10/2026');
    expect(answerInWords(definitionOf('incident', 'harmful_practice'), 'none').en).toBe('No');
    expect(answerInWords(definitionOf('incident', 'incident_geo'), { region: 'mopti', cercle: 'mopti_bandiagara' }).fr).toContain(
      'Bandiagara',
    );
    expect(answerInWords(definitionOf('identity', 'nickname'), '2024, la grande').fr).toBe('2024, la grande');
  });
});
