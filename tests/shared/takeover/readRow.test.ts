import { describe, expect, it } from 'vitest';
import { classify } from '../../../shared/rules/incident/classification.ts';
import { mappingOf, proposeColumns } from '../../../shared/takeover/columns.ts';
import type { CaseRow, ContactRow, HeldRow } from '../../../shared/takeover/outcome.ts';
import { readRow } from '../../../shared/takeover/readRow.ts';
import type { ReadRow } from '../../../shared/takeover/readRow.ts';
import { HEADINGS } from '../../../tools/registers/generate.ts';
import { TODAY } from '../../../tools/registers/invented.ts';
import { REFERENCE_LISTS } from '../../../shared/forms/lists/inForce.ts';

const COMPLETE: Readonly<Record<string, string>> = {
  'N°': '1',
  "Date d'accueil": '13/05/2026',
  'Nom et prénom': 'Exemple Ag-Invente dite Yah',
  Téléphone: '66 00 00 01',
  'Quartier / village': 'Quartier inventé',
  Région: 'MOPTI',
  Cercle: 'Djenné',
  Sexe: 'F',
  Âge: '~30',
  Statut: 'PDI',
  Handicap: 'Oui - moteur',
  'Situation matrimoniale': 'Veuve',
  "Date de l'incident": '12/05/2026',
  Heure: '21:30',
  Lieu: 'Route',
  'Type de violence': 'coups et blessures',
  'Auteur : lien': 'Voisin / ami',
  'Auteur : profession ou groupe': 'Bandit armé',
  "Nombre d'auteurs": '2',
  'Accord prise en charge': 'Oui',
  'Accord statistiques': 'Oui',
  Santé: 'Oui',
  Psychosocial: 'Oui',
  Juridique: 'Non',
  'Sécurité / abri': 'Oui',
  AGR: '',
  Risque: 'Élevé',
  'Dernier suivi': '20/06/2026',
  État: 'Ouvert',
  Gestionnaire: 'AC1',
  Observations: '=SOMME(A1:A3)',
};

function read(
  changes: Readonly<Record<string, string>> = {},
  extra: readonly string[] = [],
  headings: readonly string[] = HEADINGS,
): ReadRow {
  const cells: Readonly<Record<string, string>> = { ...COMPLETE, ...changes };
  const settings = { columns: mappingOf(proposeColumns(headings)), wordings: {}, today: TODAY, lists: REFERENCE_LISTS };
  return readRow(headings, [...headings.map((heading) => cells[heading] ?? ''), ...extra], 1, settings);
}

function caseOf(...given: Parameters<typeof read>): CaseRow {
  const { outcome } = read(...given);
  if (outcome.outcome !== 'case') throw new Error(`a case was expected, not ${outcome.outcome}`);
  return outcome;
}

function contactOf(changes: Readonly<Record<string, string>>): ContactRow {
  const { outcome } = read(changes);
  if (outcome.outcome !== 'contact') throw new Error(`a contact was expected, not ${outcome.outcome}`);
  return outcome;
}

function heldOf(changes: Readonly<Record<string, string>>): HeldRow {
  const { outcome } = read(changes);
  if (outcome.outcome !== 'held') throw new Error(`a held line was expected, not ${outcome.outcome}`);
  return outcome;
}

describe('a complete line', () => {
  it('becomes the answers of every form, and nothing more', () => {
    expect(caseOf().forms).toEqual({
      consent_service: { staff_code: 'AC1', consent_services: 'yes', consent_reporting: 'yes' },
      registration: {
        case_program: 'gbv',
        registration_date: '2026-05-13',
        sex: 'female',
        age_known: 'estimated',
        age_years: 30,
        marital_status: 'widowed',
        displacement_status: 'idp',
        residence_geo: { region: 'mopti', cercle: 'mopti_djenne' },
        disability_status: 'physical',
        disability_difficulties: ['walking'],
      },
      identity: { last_name: 'Ag-Invente', first_name: 'Exemple', nickname: 'Yah', address: 'Quartier inventé', phone: '66 00 00 01' },
      safe_contact: null,
      incident: {
        report_date: '2026-05-13',
        incident_date: '2026-05-12',
        incident_date_precision: 'exact',
        incident_time: '21:30',
        incident_timeofday: 'evening_night',
        incident_place_type: 'road',
        q3_physical: 'yes',
        n_perpetrators: 'two',
      },
      alleged_perpetrator: [{ perp_rank: 'primary', perp_relation: 'friend_neighbour', perp_occupation: 'bandit' }],
      service_disposition: [
        { service_category: 'health', disposition: 'referred' },
        { service_category: 'psychosocial', disposition: 'provided_here' },
        { service_category: 'shelter', disposition: 'referred' },
      ],
      risk_assessment: { risk_level: 'high' },
      follow_up: { fu_date: '2026-06-20' },
      closure_gbv: null,
    });
  });

  it('keeps text that begins like a formula as text, with a warning', () => {
    const taken = caseOf();
    expect(taken.note).toBe('=SOMME(A1:A3)');
    expect(taken.warnings.map(({ column }) => column)).toEqual(['Observations']);
  });
});

describe('held', () => {
  it.each(['', '2026', '31/02/2026', '25/11/2026', '2026-05-13'])('reception date « %s »', (date) => {
    const held = heldOf({ "Date d'accueil": date });
    expect(held.reasons.map(({ reason, column }) => [reason, column])).toEqual([['receptionDate', "Date d'accueil"]]);
    expect(held.cells[2]).toBe(COMPLETE['Nom et prénom']);
  });

  it('today is not in the future', () => {
    expect(read({ "Date d'accueil": '24/11/2026' }).outcome.outcome).toBe('case');
  });

  it('a forbidden character in any cell, even without consent; tabs and line breaks are allowed', () => {
    expect(heldOf({ Observations: 'a\u202Eb' }).reasons.map(({ reason }) => reason)).toEqual(['forbiddenCharacter']);
    expect(heldOf({ 'N°': '\u0007', 'Accord prise en charge': 'Non' }).reasons).toHaveLength(1);
    expect(heldOf({ Lieu: '\uD800', "Date d'accueil": '' }).reasons).toHaveLength(2);
    expect(caseOf({ Observations: 'un\tdeux\r\ntrois' }).note).toBe('un\tdeux\r\ntrois');
  });
});

describe('unknown cells', () => {
  it.each(['adulte', '-4', '212', '2,5', ''])('age « %s »', (age) => {
    const taken = caseOf({ Âge: age });
    expect(taken.unknownColumns).toEqual(['Âge']);
    expect(taken.forms.registration).not.toHaveProperty('age_years');
    expect(taken.forms.registration).not.toHaveProperty('age_known');
  });

  it.each(['14/05/2026', '06/2026', '2027'])('incident date « %s » after the reception', (date) => {
    const taken = caseOf({ "Date de l'incident": date });
    expect(taken.unknownColumns).toEqual(["Date de l'incident"]);
    expect(taken.forms.incident['incident_date']).toEqual({ withheld: 'unknown' });
    expect(taken.forms.incident['incident_date_precision']).toBe('unknown');
  });

  it.each([
    ['13/05/2026', '2026-05-13', 'exact'],
    ['05/2026', '2026-05', 'month'],
    ['2026', '2026', 'year'],
  ])('incident date « %s » is kept with its precision', (date, kept, precision) => {
    const taken = caseOf({ "Date de l'incident": date });
    expect(taken.unknownColumns).toEqual([]);
    expect(taken.forms.incident).toMatchObject({ incident_date: kept, incident_date_precision: precision });
  });

  it('an incident date that is no date is only a warning', () => {
    const taken = caseOf({ "Date de l'incident": '31/02/2026' });
    expect(taken.unknownColumns).toEqual([]);
    expect(taken.forms.incident).not.toHaveProperty('incident_date');
    expect(taken.warnings.some(({ column }) => column === "Date de l'incident")).toBe(true);
  });

  it('is found on contacts without consent too', () => {
    expect(contactOf({ 'Accord prise en charge': 'Non', Âge: 'adulte', "Date de l'incident": '14/05/2026' }).unknownColumns).toEqual([
      'Âge',
      "Date de l'incident",
    ]);
  });
});

describe('consents', () => {
  it.each(['Non', '', 'peut-être', 'O'])('care « %s »: a contact with nothing that identifies', (wording) => {
    const contact = contactOf({ 'Accord prise en charge': wording });
    expect(contact).toMatchObject({ receivedOn: '2026-05-13', sex: 'female', ageGroup: 'a26_40', reason: null });
    const kept = JSON.stringify(contact);
    for (const identifying of ['Exemple', '66 00', 'Quartier', 'SOMME', 'AC1']) expect(kept).not.toContain(identifying);
  });

  it.each([
    ['Oui', 'yes', true],
    ['OUI ', 'yes', true],
    ['Non', 'no', false],
    ['', undefined, false],
    ['?', undefined, false],
  ])('statistics « %s »', (wording, answer, countable) => {
    const taken = caseOf({ 'Accord statistiques': wording });
    expect(taken.forms.consent_service['consent_reporting']).toBe(answer);
    expect(taken.countable).toBe(countable);
  });
});

describe('type of violence', () => {
  it.each([
    ['Viol', 'rape'],
    ['Tentative de viol', 'sexual_assault'],
    ['Agression physique', 'physical_assault'],
    ['Mariage forcé', 'forced_marriage'],
    ['Déni de ressources', 'denial_resources'],
    ['psychologique', 'psychological'],
    ['Non VBG', 'non_gbv'],
  ])('« %s » is classified %s', (wording, type) => {
    const { q1_penetration, q2_sexual_contact, q3_physical, q4_forced_marriage, q5_denial, q6_psychological, q7_is_gbv } = yesNo(
      caseOf({ 'Type de violence': wording }).forms.incident,
    );
    expect(
      classify({ q1_penetration, q2_sexual_contact, q3_physical, q4_forced_marriage, q5_denial, q6_psychological, q7_is_gbv }).type,
    ).toBe(type);
  });

  it('names the practice where the wording does', () => {
    expect(caseOf({ 'Type de violence': 'Excision' }).forms.incident).toMatchObject({ q2_sexual_contact: 'yes', harmful_practice: 'fgm' });
    expect(caseOf({ 'Type de violence': 'Mariage précoce/forcé' }).forms.incident).not.toHaveProperty('harmful_practice');
  });

  it('leaves an unknown wording blank and reports it', () => {
    const { outcome, wordings } = read({ 'Type de violence': 'affaire de puits' });
    expect(wordings.filter(({ code }) => code === undefined)).toEqual([
      { column: 'Type de violence', table: 'gbv_type', wording: 'affaire de puits', code: undefined },
    ]);
    expect(outcome.outcome === 'case' && Object.keys(outcome.forms.incident).some((code) => code.startsWith('q'))).toBe(false);
  });
});

function yesNo(answers: CaseRow['forms']['incident']): Record<string, 'yes' | 'no' | undefined> {
  return Object.fromEntries(
    Object.entries(answers).map(([code, answer]) => [code, answer === 'yes' || answer === 'no' ? answer : undefined]),
  );
}

describe('state', () => {
  it('closed on the day of the last follow-up, reason to complete', () => {
    const taken = caseOf({ État: 'Clôturé' });
    expect([taken.state, taken.forms.closure_gbv]).toEqual(['closed', { closure_date: '2026-06-20' }]);
  });

  it.each(['', '31/02/2026', '25/11/2026', '12/05/2026'])('closed without a date when the last follow-up is « %s »', (date) => {
    const taken = caseOf({ État: 'Clôturé', 'Dernier suivi': date });
    expect(taken.forms.closure_gbv).toEqual({});
    expect(taken.warnings.some(({ column }) => column === 'Dernier suivi')).toBe(true);
  });

  it('without news: open, with a task', () => {
    const taken = caseOf({ État: 'Sans nouvelles' });
    expect([taken.state, taken.lostContact, taken.forms.closure_gbv]).toEqual(['open', true, null]);
  });
});

describe('odd cells', () => {
  it('a child is in both programmes', () => {
    expect(caseOf({ Âge: '17' }).forms.registration['case_program']).toBe('gbv_cp');
    expect(caseOf({ Âge: '17', 'Type de violence': 'Non VBG' }).forms.registration['case_program']).toBe('gbv');
  });

  it('a cercle of another region is left out; alone, it gives its region', () => {
    expect(caseOf({ Région: 'Gao', Cercle: 'Djenné' }).forms.registration['residence_geo']).toEqual({ region: 'gao' });
    expect(caseOf({ Région: '', Cercle: 'Djenné' }).forms.registration['residence_geo']).toEqual({
      region: 'mopti',
      cercle: 'mopti_djenne',
    });
    expect(caseOf({ Région: '', Cercle: '' }).forms.registration).not.toHaveProperty('residence_geo');
  });

  it('a number of perpetrators above three is « more than three », and nothing said is no perpetrator', () => {
    expect(caseOf({ "Nombre d'auteurs": '5' }).forms.incident['n_perpetrators']).toBe('more_than_three');
    expect(caseOf({ 'Auteur : lien': '', 'Auteur : profession ou groupe': '' }).forms.alleged_perpetrator).toEqual([]);
  });

  it('a name that cannot be split is kept whole', () => {
    const taken = caseOf({ 'Nom et prénom': 'Zzyx  Exemple' });
    expect(taken.forms.identity).toMatchObject({ last_name: 'Zzyx Exemple' });
    expect(taken.name).toBe('Zzyx  Exemple');
  });

  it('cells beyond the headings and texts above 200 characters are kept in the note', () => {
    expect(caseOf({ Observations: 'vu' }, ['', 'de trop']).note).toBe('vu\nde trop');
    const long = 'Exemple '.repeat(40).trim();
    const taken = caseOf({ 'Nom et prénom': long, Observations: '' });
    expect(taken.note).toBe(`Nom et prénom : ${long}`);
    expect(taken.forms.identity?.['last_name']).toHaveLength(200);
  });

  it('a short line is read with blanks', () => {
    const { outcome } = readRow(HEADINGS, ['1', '13/05/2026'], 1, {
      columns: mappingOf(proposeColumns(HEADINGS)),
      wordings: {},
      today: TODAY,
      lists: REFERENCE_LISTS,
    });
    expect(outcome.outcome).toBe('contact');
  });

  it('separate columns of name, safe contact and place of incident are read where a register has them', () => {
    const headings = [
      ...HEADINGS.filter((heading) => heading !== 'Nom et prénom'),
      'Nom',
      'Prénom',
      'Surnom',
      'Personne relais',
      "Région de l'incident",
      'Accord recontact',
    ];
    const taken = caseOf(
      {
        Nom: 'Exemple',
        Prénom: 'Fictive',
        Surnom: 'Yah',
        'Personne relais': 'une sœur',
        "Région de l'incident": 'Gao',
        'Accord recontact': 'Oui',
      },
      [],
      headings,
    );
    expect(taken.name).toBe('Fictive Exemple dite Yah');
    expect(taken.forms.identity).toMatchObject({ last_name: 'Exemple', first_name: 'Fictive', nickname: 'Yah' });
    expect(taken.forms.safe_contact).toEqual({ contact_person: 'une sœur', valid_from: '2026-05-13' });
    expect(taken.forms.incident['incident_geo']).toEqual({ region: 'gao' });
    expect(taken.forms.consent_service['consent_contact']).toBe('yes');
  });
});
