import { describe, expect, it } from 'vitest';
import { options, type ListName } from '../../../../shared/forms/lists/all.ts';
import { REFERENCE_LISTS } from '../../../../shared/forms/lists/inForce.ts';
import { headingKey, mappingOf, missingTargets } from '../../../../shared/takeover/columns.ts';
import { orderOf, readToolDay, readToolPartialDay } from '../../../../shared/takeover/dates.ts';
import { incidentRecorder } from '../../../../shared/takeover/known/incidentRecorder.ts';
import { primero } from '../../../../shared/takeover/known/primero.ts';
import { isChildProtectionExport, KNOWN_TOOLS, toolColumns, toolOf, toolWordings } from '../../../../shared/takeover/known/recognise.ts';
import { codeOf, wordingKey, type WordingTable } from '../../../../shared/takeover/wordings.ts';
import { HEADINGS } from '../../../../tools/registers/generate.ts';
import { PRIMERO_FIELDS, RECORDER_HEADINGS } from './toolFiles.ts';

const TODAY = '2026-11-24';
const settingsOf = (tool: (typeof KNOWN_TOOLS)[number]) => ({ wordings: toolWordings(tool), lists: REFERENCE_LISTS });
/** Reference §6.11: the columns, in their order, and what each means here; the 42nd is left out. */
const RECORDER_TARGETS = [
  'incidentRef',
  'survivorRef',
  'staff',
  'receivedOn',
  'incidentDate',
  'birthDate',
  'sex',
  'ethnicity',
  'origin',
  'marital',
  'displacement',
  'disability',
  'uasc',
  'displacementStage',
  'timeOfDay',
  'placeType',
  'incidentRegion',
  'incidentCercle',
  'incidentLocality',
  'gbvType',
  'harmfulPractice',
  'goodsExchanged',
  'abduction',
  'previouslyReported',
  'previousIncidents',
  'perpCount',
  'perpSex',
  'perpFormer',
  'perpAge',
  'perpRelation',
  'perpOccupation',
  'referredFrom',
  'serviceShelter',
  'serviceHealth',
  'servicePsychosocial',
  'legalAction',
  'serviceLegal',
  'serviceSecurity',
  'serviceLivelihoods',
  'serviceChildProtection',
  'statisticsConsent',
  null,
];

describe('the columns of the incident recorder (reference §6.11)', () => {
  it.each(['en', 'fr'] as const)('all 42 are known in %s, in any writing, and none is asked', (language) => {
    const headings = RECORDER_HEADINGS[language];
    expect(headings).toHaveLength(42);
    for (const written of [headings, headings.map((heading) => ` ${heading.toLowerCase()} `)]) {
      expect(toolOf(written)).toBe(incidentRecorder);
      const columns = toolColumns(incidentRecorder, written);
      expect(columns.map(({ target }) => target)).toEqual(RECORDER_TARGETS);
      expect(new Set(columns.map(({ confidence }) => confidence))).toEqual(new Set(['certain']));
      expect(missingTargets(mappingOf(columns), incidentRecorder.everyLineIsCase)).toEqual([]);
    }
  });

  it('a register of a centre is not taken for one, nor is a recorder without its marks', () => {
    expect(toolOf(HEADINGS)).toBeNull();
    expect(toolOf(RECORDER_HEADINGS.en.filter((heading) => heading !== 'GBV TYPE'))).toBeNull();
    expect(toolOf([])).toBeNull();
  });

  it('a column that it does not have is proposed as in a register, unless its meaning is taken', () => {
    const columns = toolColumns(incidentRecorder, [...RECORDER_HEADINGS.fr, 'Observations', 'Date de réception', 'Zorglub']);
    expect(columns.slice(42)).toEqual([
      { heading: 'Observations', target: 'note', confidence: 'certain' },
      { heading: 'Date de réception', target: null, confidence: 'none' },
      { heading: 'Zorglub', target: null, confidence: 'none' },
    ]);
  });
});

describe('the columns of Primero', () => {
  it('are known by the names of its fields, whatever their order', () => {
    for (const fields of [PRIMERO_FIELDS, PRIMERO_FIELDS.toReversed()]) {
      expect(toolOf(fields)).toBe(primero);
      const columns = toolColumns(primero, fields);
      expect(columns.filter(({ confidence }) => confidence !== 'certain')).toEqual([]);
      expect(
        columns
          .filter(({ target }) => target === null)
          .map(({ heading }) => heading)
          .toSorted(),
      ).toEqual(['created_by', 'id', 'short_id']);
      expect(missingTargets(mappingOf(columns), primero.everyLineIsCase)).toEqual([]);
    }
  });

  it('the code of the incident in the recorder comes before its own, whatever their order', () => {
    const columns = toolColumns(primero, ['incident_code', ...PRIMERO_FIELDS]);
    expect(columns.find(({ target }) => target === 'incidentRef')?.heading).toBe('incidentid_ir');
  });

  it('an export of child-protection cases is recognised, and an export of incidents is not', () => {
    expect(isChildProtectionExport(['id', 'name', 'registration_date', 'protection_concerns', 'separation_cause'])).toBe(true);
    expect(isChildProtectionExport([...PRIMERO_FIELDS, 'protection_status'])).toBe(false);
    expect(isChildProtectionExport(HEADINGS)).toBe(false);
  });
});

describe.each(KNOWN_TOOLS.map((tool) => [tool.id, tool] as const))('the wordings of %s', (_, tool) => {
  const written = toolWordings(tool);

  it('each gives its one code', () => {
    const clashes = Object.entries(tool.wordings).flatMap(([table, codes]) =>
      Object.entries(codes ?? {}).flatMap(([code, wordings]) =>
        wordings.filter((wording) => Object.entries(written).find(([name]) => name === table)?.[1]?.[wordingKey(wording)] !== code),
      ),
    );
    expect(clashes).toEqual([]);
  });

  it('each heading has one meaning', () => {
    const meant = [...tool.columns, ...tool.leftOut.map(({ headings }) => [null, headings] as const)];
    const keys = meant.flatMap(([, names]) => [...new Set(names.map(headingKey))]);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});

/** The lists that the recorder does not customise: every code of them comes back from its own label, French and English. */
const STANDARD_LISTS: readonly (ListName & WordingTable)[] = [
  'sex',
  'marital_status',
  'displacement_status',
  'disability_status',
  'uasc_status',
  'displacement_stage',
  'incident_timeofday',
  'gbv_type',
  'yes_no_unknown',
  'abduction_type',
  'previously_reported',
  'n_perpetrators',
  'sex_unknown',
  'perp_age_group',
  'perp_relation',
  'referred_from',
  'service_disposition',
  'yes_no_undecided',
  'yes_no',
  'incident_place_type',
  'harmful_practice',
  'perp_occupation',
  'nationality',
  'ethnicity',
];

describe.each(STANDARD_LISTS)('every code of %s (reference §6.11)', (list) => {
  it.each(KNOWN_TOOLS.map((tool) => [tool.id, tool] as const))('is read from its labels in a file of %s', (_, tool) => {
    for (const { code, fr, en } of options(list))
      for (const label of [fr, en]) expect([label, codeOf(list, label, settingsOf(tool))]).toEqual([label, code]);
  });
});

/** As the recorder's own lists write them, in English and in French where the public sources give both. */
const RECORDER_VALUES: readonly (readonly [WordingTable, string, readonly string[]])[] = [
  ['sex', 'female', ['F']],
  ['sex', 'male', ['M']],
  ['marital_status', 'single', ['Single', 'Célibataire']],
  ['marital_status', 'married_cohabiting', ['Married / Cohabitating', 'Married/Cohabitating', 'Mariée / En concubinage']],
  ['marital_status', 'divorced_separated', ['Divorced / Separated', 'Divorcée / Séparée']],
  ['marital_status', 'widowed', ['Widowed', 'Veuve']],
  ['marital_status', 'unknown', ['Unknown / Not Applicable']],
  ['displacement_status', 'resident', ['Resident', 'Résidente']],
  ['displacement_status', 'idp', ['IDP', 'PDIP']],
  ['displacement_status', 'refugee', ['Refugee', 'Réfugiée']],
  ['displacement_status', 'stateless_person', ['Stateless Person', 'Apatride']],
  ['displacement_status', 'returnee', ['Returnee', 'Rapatriée / Retournée']],
  ['displacement_status', 'foreign_national', ['Foreign National', 'Ressortissante étrangère']],
  ['displacement_status', 'asylum_seeker', ['Asylum Seeker', "Demandeur d'asile"]],
  ['disability_status', 'none', ['No', 'Non']],
  ['disability_status', 'mental', ['Mental Disability']],
  ['disability_status', 'physical', ['Physical Disability']],
  ['disability_status', 'both', ['Both', 'Les deux']],
  ['uasc_status', 'no', ['No', 'Non']],
  ['uasc_status', 'unaccompanied', ['Unaccompanied Minor', 'Mineure non accompagnée']],
  ['uasc_status', 'separated', ['Separated Child', 'Enfant séparé']],
  ['uasc_status', 'other_vulnerable', ['Other Vulnerable Child', 'Orphan or Vulnerable Child', 'Autre enfant vulnérable']],
  ['displacement_stage', 'not_displaced', ['Not Displaced / Home Community', 'Not Displaced/Home Country']],
  ['displacement_stage', 'pre_displacement', ['Pre-displacement']],
  ['displacement_stage', 'during_flight', ['During Flight']],
  ['displacement_stage', 'during_refuge', ['During Refuge']],
  ['displacement_stage', 'during_return', ['During Return / Transit']],
  ['displacement_stage', 'post_displacement', ['Post-Displacement']],
  ['incident_timeofday', 'morning', ['Morning', 'Matin']],
  ['incident_timeofday', 'afternoon', ['Afternoon', 'Après-midi']],
  ['incident_timeofday', 'evening_night', ['Evening / Night', 'Soir / nuit']],
  ['incident_timeofday', 'unknown', ['Unknown / Not Applicable', 'Inconnu']],
  ['gbv_type', 'rape', ['Rape', 'Viol / Pénétration']],
  ['gbv_type', 'sexual_assault', ['Sexual Assault', 'Agression sexuelle']],
  ['gbv_type', 'physical_assault', ['Physical Assault', 'Agression physique']],
  ['gbv_type', 'forced_marriage', ['Forced Marriage', 'Mariage forcé']],
  ['gbv_type', 'denial_resources', ['Denial of Resources, Opportunities or Services', "Déni de ressources, d'opportunités ou de services"]],
  ['gbv_type', 'psychological', ['Psychological / Emotional Abuse', 'Violence psychologique / Emotionnelle']],
  ['gbv_type', 'non_gbv', ['Non-GBV', 'Non VBG']],
  ['harmful_practice', 'none', ['No', 'Non']],
  ['yes_no_unknown', 'yes', ['Yes', 'Oui']],
  ['yes_no_unknown', 'no', ['No', 'Non']],
  ['abduction_type', 'none', ['None', 'Aucun']],
  ['abduction_type', 'forced_conscription', ['Forced Conscription', 'Enlèvement / Recrutement forcé par les groupes armés']],
  ['abduction_type', 'trafficked', ['Trafficked', 'Trafic humain / Traite']],
  ['abduction_type', 'other_abduction', ['Other Abduction / Kidnapping', 'Autre enlèvement']],
  ['previously_reported', 'no', ['No', 'Non']],
  ['previously_reported', 'yes_gbvims', ['Yes-GBVIMS Org / Agency', 'Oui - Utilisateur du GBVIMS']],
  ['previously_reported', 'yes_other', ['Yes-Non GBVIMS Org / Agency', 'Oui - Non utilisateur du GBVIMS']],
  ['n_perpetrators', 'one', ['1']],
  ['n_perpetrators', 'two', ['2']],
  ['n_perpetrators', 'three', ['3']],
  ['n_perpetrators', 'more_than_three', ['More than 3', 'Plus de 3']],
  ['n_perpetrators', 'unknown', ['Unknown', 'Inconnu']],
  ['perp_age_group', 'a0_11', ['Age 0 - 11', 'âge 0 - 11']],
  ['perp_age_group', 'a12_17', ['Age 12 - 17', 'âge 12 - 17']],
  ['perp_age_group', 'a18_25', ['Age 18 - 25', 'âge 18 - 25']],
  ['perp_age_group', 'a26_40', ['Age 26 - 40', 'âge 26 - 40']],
  ['perp_age_group', 'a41_60', ['Age 41 - 60', 'âge 41 - 60']],
  ['perp_age_group', 'a61_plus', ['Age 61 & Older', '61 & Older', '61 et plus']],
  ['perp_age_group', 'unknown', ['Unknown', 'Inconnu']],
  ['perp_relation', 'intimate_partner', ['Intimate Partner / Former Partner', 'Partenaire intime / Ex-partenaire']],
  ['perp_relation', 'primary_caregiver', ['Primary Caregiver', 'Tuteur du/de la survivante']],
  ['perp_relation', 'family_other', ['Family other than spouse or caregiver', 'Autre membre de la famille']],
  ['perp_relation', 'supervisor_employer', ['Supervisor / Employer', 'Superviseur / Employeur']],
  ['perp_relation', 'schoolmate', ['Schoolmate', 'Camarade de classe']],
  ['perp_relation', 'teacher', ['Teacher / School Official', 'Enseignant / Responsable scolaire']],
  ['perp_relation', 'service_provider', ['Service Provider', 'Prestataire de service']],
  ['perp_relation', 'cotenant', ['Cotenant / Housemate', 'Colocataire']],
  ['perp_relation', 'friend_neighbour', ['Family Friend/Neighbor', 'Ami de la famille / voisin']],
  ['perp_relation', 'other_displaced', ['Other refugee / IDP / Returnee', 'Autre réfugié / PDIP / Rapatrié']],
  ['perp_relation', 'other_resident', ['Other resident community member', 'Autre membre de la communauté résidente']],
  ['perp_relation', 'other', ['Other', 'Autre lien']],
  ['perp_relation', 'no_relation', ['No relation', 'Sans lien']],
  ['perp_relation', 'unknown', ['Unknown', 'Inconnue']],
  ['referred_from', 'self', ['Self Referral / First Point of Contact']],
  ['referred_from', 'health', ['Health / Medical Services']],
  ['referred_from', 'psychosocial', ['Psychosocial / Counseling Services']],
  ['referred_from', 'police', ['Police / Other Security Actor']],
  ['referred_from', 'legal', ['Legal Assistance Services']],
  ['referred_from', 'livelihoods', ['Livelihoods Program']],
  ['referred_from', 'shelter', ['Safe House / Shelter']],
  ['referred_from', 'school', ['Teacher / School Official']],
  ['referred_from', 'community_leader', ['Community or Camp Leader']],
  ['referred_from', 'humanitarian', ['Other Humanitarian or Development Actor']],
  ['referred_from', 'government', ['Other Government Service']],
  ['referred_from', 'other', ['Other', 'Autre']],
  ['service_disposition', 'referred', ['Referred', 'Référé(e)']],
  ['service_disposition', 'provided_here', ['Service provided by your agency', 'Service assuré par nous']],
  ['service_disposition', 'already_received', ['Services already received from another agency', "Service déjà assuré avant d'arriver"]],
  ['service_disposition', 'not_applicable', ['Service not applicable', "Service ne s'applique pas"]],
  ['service_disposition', 'declined', ['Referral declined by survivor', 'Service décliné par le/la survivante']],
  ['service_disposition', 'unavailable', ['Service unavailable', 'Service non disponible']],
  ['yes_no_undecided', 'yes', ['Yes', 'Oui']],
  ['yes_no_undecided', 'no', ['No', 'Non']],
  ['yes_no_undecided', 'undecided', ['Undecided', 'Undecided at time of report', 'Indécis']],
  ['yes_no', 'yes', ['Yes', 'Oui']],
  ['yes_no', 'no', ['No', 'Non']],
];

describeValues('the incident recorder writes', incidentRecorder.id, RECORDER_VALUES);

/** Reference §6.12, line by line; our own code under the public one. */
const PRIMERO_VALUES: readonly (readonly [WordingTable, string, readonly string[]])[] = [
  ['gbv_type', 'denial_resources', ['denial_of_resources_opportunities_or_services']],
  ['gbv_type', 'psychological', ['psychological_emotional_abuse']],
  ['gbv_type', 'non_gbv', ['non-gbv']],
  ['gbv_type', 'rape', ['rape']],
  ['gbv_type', 'sexual_assault', ['sexual_assault']],
  ['gbv_type', 'physical_assault', ['physical_assault']],
  ['gbv_type', 'forced_marriage', ['forced_marriage']],
  ['service_disposition', 'provided_here', ['service_provided_by_your_agency', 'no_referral_service_provided_by_your_agency']],
  ['service_disposition', 'already_received', ['services_already_received_from_another_agency']],
  ['service_disposition', 'not_applicable', ['service_not_applicable']],
  ['service_disposition', 'declined', ['referral_declined_by_survivor', 'no_referral_declined_by_survivor']],
  ['service_disposition', 'unavailable', ['service_unavailable']],
  ['service_disposition', 'referred', ['referred']],
  ['previously_reported', 'yes_gbvims', ['gbvims-org']],
  ['previously_reported', 'yes_other', ['non-gbvims-org']],
  ['previously_reported', 'no', ['no', 'false']],
  ['perp_relation', 'intimate_partner', ['intimate_partner_former_partner']],
  ['perp_relation', 'family_other', ['family_other_than_spouse_or_caregiver']],
  ['perp_relation', 'teacher', ['teacher_school_official']],
  ['perp_relation', 'cotenant', ['cotenant_housemate']],
  ['perp_relation', 'friend_neighbour', ['family_friend_neighbor']],
  ['perp_relation', 'other_displaced', ['other_refugee_idp_returnee']],
  ['perp_relation', 'other_resident', ['other_resident_community_member']],
  ['perp_relation', 'primary_caregiver', ['primary_caregiver']],
  ['perp_relation', 'no_relation', ['no_relation']],
  ['n_perpetrators', 'one', ['equal_to_1']],
  ['n_perpetrators', 'two', ['equal_to_2']],
  ['n_perpetrators', 'three', ['equal_to_3']],
  ['n_perpetrators', 'more_than_three', ['more_than_3']],
  ['elapsed_class', 'd0_3', ['0_3_days']],
  ['elapsed_class', 'd4_5', ['4_5_days']],
  ['elapsed_class', 'd6_14', ['6_14_days']],
  ['elapsed_class', 'd15_30', ['2_weeks_1_month']],
  ['elapsed_class', 'over_month', ['over_1_month']],
  ['displacement_stage', 'during_return', ['during_return_transit']],
  ['displacement_stage', 'during_flight', ['during_flight']],
  ['uasc_status', 'unaccompanied', ['unaccompanied_minor']],
  ['uasc_status', 'separated', ['separated_child']],
  ['uasc_status', 'other_vulnerable', ['other_vulnerable_child']],
  ['referred_from', 'self', ['self_referral', 'self_referral_first_point_of_contact']],
  ['marital_status', 'married_cohabiting', ['married_cohabitating']],
  ['referral_state', 'completed', ['done']],
  ['referral_state', 'rejected', ['rejected']],
  ['referral_state', 'cancelled', ['revoked']],
  ['yes_no', 'yes', ['true']],
  ['yes_no', 'no', ['false']],
  ['perp_age_group', 'a61_plus', ['61', '61+']],
  ['abduction_type', 'other_abduction', ['other_abduction_kidnapping']],
  ['incident_timeofday', 'evening_night', ['evening_night']],
];

describeValues('Primero writes', primero.id, PRIMERO_VALUES);

function describeValues(title: string, id: string, values: readonly (readonly [WordingTable, string, readonly string[]])[]): void {
  const tool = KNOWN_TOOLS.find((one) => one.id === id) ?? incidentRecorder;
  const settings = settingsOf(tool);
  describe(title, () => {
    it.each(values)('%s: %s', (table, code, written) => {
      expect(written.map((wording) => codeOf(table, wording, settings))).toEqual(written.map(() => code));
    });
  });
}

describe('what may mean several things is asked, never guessed', () => {
  it.each([
    [incidentRecorder, 'perp_age_group', 'Adult'],
    [incidentRecorder, 'perp_age_group', 'Adult & Minor'],
    [incidentRecorder, 'sex_unknown', 'M and F'],
    [incidentRecorder, 'previously_reported', 'Yes'],
    [incidentRecorder, 'harmful_practice', 'Type of Practice 1'],
    [incidentRecorder, 'referred_from', 'Health / Medical Services & Community or Camp Leader'],
    [incidentRecorder, 'region', 'Mali'],
    [primero, 'previously_reported', 'true'],
    [primero, 'perp_occupation', 'occupation_1'],
  ] as const)('%#: %s', (tool, table, wording) => {
    expect(codeOf(table, wording, settingsOf(tool))).toBeUndefined();
  });
});

it.each(['in_progress', 'accepted'])('« %s » of Primero is two states of a referral: it gives no code', (wording) => {
  expect(codeOf('referral_state', wording, settingsOf(primero))).toBeNull();
});

describe('the days of the known tools', () => {
  it.each([
    ['05-Nov-26', '2026-11-05'],
    ['5-nov-2026', '2026-11-05'],
    ['05 nov. 2026', '2026-11-05'],
    ['1 août 2026', '2026-08-01'],
    ['30-Sept-26', '2026-09-30'],
    ['12-May-26', '2026-05-12'],
    ['2026-11-05', '2026-11-05'],
    ['2026-06-14T22:07:00.000Z', '2026-06-14'],
    ['05/11/2026', '2026-11-05'],
    ['5/11/26', '2026-11-05'],
    ['05/11/2026 00:00', '2026-11-05'],
    ['12-Mar-62', '1962-03-12'],
    ['24-Nov-26', '2026-11-24'],
    ['25-Nov-26', '1926-11-25'],
  ])('%s', (cell, day) => {
    expect(readToolDay(cell, 'dayFirst', TODAY)).toBe(day);
  });

  it('the month first where that is the order', () => {
    expect(readToolDay('05/11/2026', 'monthFirst', TODAY)).toBe('2026-05-11');
    expect(readToolDay('13/11/2026', 'monthFirst', TODAY)).toBeNull();
    expect(readToolDay('05-Nov-26', 'monthFirst', TODAY)).toBe('2026-11-05');
  });

  it.each(['', '31-Feb-26', '5-jui-26', '5-ma-26', '2026-13-01', '05/11', '45000', 'Exemplette', '0', `${'9'.repeat(5_000)}`])(
    '« %s » is no day',
    (cell) => {
      expect(readToolDay(cell, 'dayFirst', TODAY)).toBeNull();
    },
  );

  it('a month or a year alone', () => {
    expect(['2026', '2026-05', '05/2026'].map((cell) => readToolPartialDay(cell, 'dayFirst', TODAY))).toEqual([
      '2026',
      '2026-05',
      '2026-05',
    ]);
    expect(readToolPartialDay('13/2026', 'dayFirst', TODAY)).toBeNull();
  });

  it('the order is known by a number above twelve, and asked where none is, or where they contradict each other', () => {
    expect(orderOf(['05-Nov-26', '', '2026-11-05'])).toBe('dayFirst');
    expect(orderOf(['05/11/2026', '13/11/2026'])).toBe('dayFirst');
    expect(orderOf(['05/11/2026', '11/13/2026 00:00'])).toBe('monthFirst');
    expect(orderOf(['05/11/2026', '06/12/26'])).toBeNull();
    expect(orderOf(['13/11/2026', '11/13/2026'])).toBeNull();
  });
});
