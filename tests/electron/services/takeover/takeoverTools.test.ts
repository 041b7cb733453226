import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import type { Output } from '../../../../shared/contract.ts';
import { PRIMERO_FIELDS, RECORDER_HEADINGS } from '../../../shared/takeover/known/toolFiles.ts';
import { newCentre, type Installation } from '../../../support/installation.ts';
import { onMedium } from '../../../support/medium.ts';

let centre: Installation;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('SD1');
});
afterEach(() => centre.remove());

type Cells = Readonly<Record<string, string>>;
const LINES = 30;

/** An invented incident as the recorder writes it; the line's number makes it another one. */
function recorderLine(number: number, changes: Cells = {}): Cells {
  const day = String((number % 27) + 1).padStart(2, '0');
  return {
    'INCIDENT ID': `INC-${number}`,
    'SURVIVOR CODE': `SV-${number}`,
    'CASE MANAGER CODE': number % 2 === 0 ? 'AC1' : 'AC2',
    'DATE OF INTERVIEW': `${day}-Oct-26`,
    'DATE OF INCIDENT': `${day}-Sep-26`,
    'DATE OF BIRTH': '12-Mar-98',
    SEX: 'F',
    'COUNTRY OF ORIGIN': 'Mali',
    'CIVIL / MARITAL STATUS': 'Married / Cohabitating',
    'DISPLACEMENT STATUS AT REPORT': 'IDP',
    'PERSON WITH DISABILITY?': 'No',
    'UNACCOMPANIED OR SEPARATED CHILD?': 'No',
    'STAGE OF DISPLACEMENT AT INCIDENT': 'During Refuge',
    'INCIDENT TIME OF DAY': 'Evening / Night',
    'INCIDENT LOCATION': 'Market',
    'INCIDENT COUNTY': 'Mopti',
    'INCIDENT DISTRICT': 'Bandiagara',
    'INCIDENT CAMP / TOWN': 'Site inventé',
    'GBV TYPE': 'Physical Assault',
    'HARMFUL TRADITIONAL PRACTICE': 'No',
    'MONEY, GOODS, BENEFITS AND / OR SERVICES EXCHANGED ?': 'No',
    'TYPE OF ABDUCTION': 'None',
    'PREVIOUSLY REPORTED THIS INCIDENT?': 'No',
    'PREVIOUS GBV INCIDENTS?': 'Yes',
    'No. ALLEGED PRIMARY PERPETRATOR(S)': '1',
    'ALLEGED PERPETRATOR SEX': 'M',
    'PREVIOUS INCIDENT WITH THIS PERPETRATOR': 'Yes',
    'ALLEGED PERPETRATOR AGE GROUP': 'Age 26 - 40',
    'ALLEGED PERPETRATOR - SURVIVOR RELATIONSHIP': 'Intimate Partner / Former Partner',
    'ALLEGED PERPETRATOR OCCUPATION': 'Unemployed',
    'REFERRED TO YOU FROM?': 'Self Referral / First Point of Contact',
    'SAFE HOUSE / SHELTER': 'Service not applicable',
    'HEALTH / MEDICAL SERVICES': 'Referred',
    'PSYCHOSOCIAL SERVICES': 'Service provided by your agency',
    'WANTS LEGAL ACTION?': 'Undecided',
    'LEGAL ASSISTANCE SERVICES': 'Referral declined by survivor',
    'POLICE / OTHER SECURITY ACTOR': 'Service unavailable',
    'LIVELIHOODS PROGRAM': 'Services already received from another agency',
    'CONSENT GIVEN': number % 10 === 0 ? 'No' : 'Yes',
    'REPORTING AGENCY CODE': 'DEM',
    ...changes,
  };
}

function primeroLine(number: number, changes: Cells = {}): Cells {
  const day = String((number % 27) + 1).padStart(2, '0');
  return {
    id: `00000000-${number}`,
    incidentid_ir: `IR-${number}`,
    survivor_code: `SV-${number}`,
    owned_by: 'AC1',
    date_of_first_report: `2026-10-${day}`,
    incident_date: `2026-09-${day}`,
    sex: 'female',
    age: '27',
    estimated: 'true',
    maritial_status: 'married_cohabitating',
    displacement_status: 'idp',
    unaccompanied_separated_status: 'no',
    displacement_incident: 'during_return_transit',
    incident_timeofday: 'evening_night',
    gbv_sexual_violence_type: 'psychological_emotional_abuse',
    harmful_traditional_practice: 'no',
    goods_money_exchanged: 'false',
    abduction_status_time_of_incident: 'other_abduction_kidnapping',
    gbv_reported_elsewhere: 'gbvims-org',
    gbv_previous_incidents: 'true',
    elapsed_reporting_time: 'over_1_month',
    number_of_perpetrators: 'equal_to_2',
    perpetrator_relationship: 'family_friend_neighbor',
    service_referred_from: 'self_referral',
    service_psycho_referral: 'service_provided_by_your_agency',
    pursue_legal_action: 'false',
    referral_status: 'in_progress',
    consent_reporting: 'true',
    status: 'open',
    ...changes,
  };
}

async function readFile(name: string, headings: readonly string[], lines: readonly Cells[]): Promise<Output<'takeover.read'>> {
  const data = lines.map((line) => headings.map((heading) => line[heading] ?? ''));
  writeFileSync(join(centre.medium, name), Papa.unparse([headings.map(String), ...data], { delimiter: ',' }));
  return readAgain(name);
}

async function readAgain(name: string, byHand = false): Promise<Output<'takeover.read'>> {
  return centre.ask('takeover.read', { file: await onMedium(centre, name, 'register'), ...(byHand && { byHand }) });
}

const asProposed = ({ takeoverId, columns }: Output<'takeover.read'>) => ({
  takeoverId,
  mapping: columns.map(({ heading, target }) => ({ heading, target })),
  wordings: [],
});

async function formOf(row: number, form: 'registration' | 'incident' | 'consent_service') {
  const { rows } = await centre.ask('cases.list', { state: 'all', page: 1 });
  const codes = rows.toSorted((left, right) => left.caseCode.localeCompare(right.caseCode));
  const caseId = codes[row - 1]?.caseId ?? '';
  const opened = await centre.ask('cases.open', { caseId });
  const recordId = opened.forms.find((one) => one.form === form)?.records[0]?.recordId ?? null;
  return centre.ask('forms.open', { caseId, form, recordId, parentId: null, narrative: false });
}

test('a whole file of the incident recorder is taken over without a question, and its second run adds nothing', async () => {
  const lines = Array.from({ length: LINES }, (_, index) => recorderLine(index + 1));
  const read = await readFile('IR.csv', RECORDER_HEADINGS.en, lines);
  expect(read.from).toMatchObject({ byHand: false, leftOut: [{ heading: 'REPORTING AGENCY CODE' }] });
  expect(read.from?.name.fr).toContain('GBVIMS');
  expect([read.dateOrder, read.takenOn, read.rows]).toEqual(['dayFirst', null, LINES]);
  expect(read.columns.filter(({ confidence }) => confidence !== 'certain')).toEqual([]);
  const planned = await centre.ask('takeover.rehearse', asProposed(read));
  expect(planned).toMatchObject({ rows: LINES, cases: LINES, contacts: 0, held: [], unmapped: [], unknownCells: [], warnings: 0 });
  expect(planned.months).toEqual({ '2026-10': { registered: LINES, no_care_consent: 0, no_statistics_consent: 3, counted: 27 } });
  expect(planned.assumptions.some(({ fr }) => fr.includes('relevé'))).toBe(true);
  expect(await centre.ask('takeover.commit', { takeoverId: read.takeoverId })).toMatchObject({ registered: LINES, held: 0 });

  expect((await formOf(1, 'registration')).answers).toMatchObject({
    registration_date: '2026-10-02',
    referred_from: 'self',
    age_known: 'dob',
    age_years: 28,
    sex: 'female',
    marital_status: 'married_cohabiting',
    displacement_status: 'idp',
    disability_status: 'none',
    country_of_origin: 'ml',
  });
  expect((await formOf(1, 'incident')).answers).toMatchObject({
    report_date: '2026-10-02',
    incident_date: '2026-09-02',
    incident_timeofday: 'evening_night',
    incident_place_type: 'market',
    incident_geo: { region: 'mopti', cercle: 'mopti_bandiagara' },
    displacement_stage: 'during_refuge',
    harmful_practice: 'none',
    goods_exchanged: 'no',
    abduction_type: 'none',
    previously_reported: 'no',
    previous_incidents: 'yes',
    n_perpetrators: 'one',
  });
  expect((await formOf(1, 'consent_service')).answers).not.toHaveProperty('consent_services');

  const before = (await centre.ask('cases.list', { state: 'all', page: 1 })).total;
  const again = await readAgain('IR.csv');
  expect(again.takenOn).toBe('2026-11-24');
  expect(await centre.call('takeover.rehearse', asProposed(again))).toMatchObject({ failure: { kind: 'conflict' } });
  expect(await centre.call('takeover.commit', { takeoverId: again.takeoverId })).toMatchObject({ failure: { kind: 'conflict' } });
  expect((await centre.ask('cases.list', { state: 'all', page: 1 })).total).toBe(before);

  await centre.ask('takeover.undo', { takeoverId: read.takeoverId });
  expect((await readAgain('IR.csv')).takenOn).toBeNull();
});

test('a whole export of Primero is taken over by its field names and codes, and its second run adds nothing', async () => {
  const lines = Array.from({ length: LINES }, (_, index) => primeroLine(index + 1));
  const read = await readFile('primero.csv', PRIMERO_FIELDS, lines);
  expect(read.from?.name.en).toContain('Primero');
  expect(read.dateOrder).toBe('dayFirst');
  const planned = await centre.ask('takeover.rehearse', asProposed(read));
  expect(planned).toMatchObject({ rows: LINES, cases: LINES, held: [], unmapped: [], warnings: 0 });
  expect(planned.months['2026-10']).toMatchObject({ registered: LINES, counted: LINES });
  await centre.ask('takeover.commit', { takeoverId: read.takeoverId });
  expect((await formOf(1, 'incident')).answers).toMatchObject({
    previously_reported: 'yes_gbvims',
    displacement_stage: 'during_return',
    abduction_type: 'other_abduction',
    n_perpetrators: 'two',
  });
  expect((await formOf(1, 'registration')).answers).toMatchObject({
    age_years: 27,
    age_known: 'estimated',
    marital_status: 'married_cohabiting',
  });
  const again = await readAgain('primero.csv');
  expect(await centre.call('takeover.rehearse', asProposed(again))).toMatchObject({ failure: { kind: 'conflict' } });
});

test('what is said of several perpetrators, a first of January and a day that is none are left blank or held, with the reason', async () => {
  const read = await readFile('IR.csv', RECORDER_HEADINGS.en, [
    recorderLine(1, { 'No. ALLEGED PRIMARY PERPETRATOR(S)': '3', 'ALLEGED PERPETRATOR SEX': 'M and F' }),
    recorderLine(2, { 'DATE OF BIRTH': '01-Jan-98' }),
    recorderLine(3, { 'DATE OF INTERVIEW': '31-Feb-26' }),
    recorderLine(4, { 'ALLEGED PERPETRATOR AGE GROUP': 'Adult' }),
  ]);
  const planned = await centre.ask('takeover.rehearse', asProposed(read));
  expect(planned.held).toMatchObject([{ row: 3 }]);
  expect(planned.unmapped).toMatchObject([{ wording: 'Adult', target: 'perp_age_group' }]);
  await centre.ask('takeover.commit', { takeoverId: read.takeoverId });
  const { lines } = await centre.ask('takeover.report', { takeoverId: read.takeoverId, page: 1 });
  expect(lines.map(({ row, heading }) => [row, heading])).toEqual([
    [1, 'ALLEGED PERPETRATOR SEX'],
    [1, 'PREVIOUS INCIDENT WITH THIS PERPETRATOR'],
    [2, 'DATE OF BIRTH'],
    [4, 'ALLEGED PERPETRATOR AGE GROUP'],
  ]);
  expect((await formOf(2, 'registration')).answers).toMatchObject({ age_known: 'estimated', age_years: 28 });
  const { rows } = await centre.ask('takeover.held', {});
  const { cells } = await centre.ask('takeover.openHeld', { rowId: rows[0]?.rowId ?? '' });
  const corrected = cells.map((cell) => (cell === '31-Feb-26' ? '28-Feb-26' : cell));
  expect(await centre.ask('takeover.correct', { rowId: rows[0]?.rowId ?? '', cells: corrected })).toMatchObject({ outcome: 'registered' });
  expect((await centre.ask('cases.list', { state: 'all', page: 1 })).total).toBe(4);
});

test('an order of day and month that the file does not show is asked, and nothing is planned before', async () => {
  const numbers = { 'DATE OF INTERVIEW': '05/10/2026', 'DATE OF INCIDENT': '04/10/2026', 'DATE OF BIRTH': '03/02/1998' };
  const read = await readFile('IR.csv', RECORDER_HEADINGS.en, [recorderLine(1, numbers)]);
  expect(read.dateOrder).toBeNull();
  expect(await centre.call('takeover.rehearse', asProposed(read))).toMatchObject({ failure: { kind: 'invalid' } });
  const american = await centre.ask('takeover.rehearse', { ...asProposed(read), dateOrder: 'monthFirst' });
  expect(Object.keys(american.months)).toEqual(['2026-05']);
  const plan = await readFile('IR2.csv', RECORDER_HEADINGS.en, [recorderLine(1, { ...numbers, 'DATE OF INCIDENT': '25/09/2026' })]);
  expect(plan.dateOrder).toBe('dayFirst');
});

test('the days of a workbook are days, and are not asked', async () => {
  const headings = RECORDER_HEADINGS.en;
  const line = recorderLine(1);
  const asDay = (heading: string) =>
    heading === 'DATE OF INTERVIEW' ? { value: new Date('2026-10-05'), type: Date, format: 'dd-mmm-yy' } : { value: line[heading] ?? '' };
  const data = [headings.map((value) => ({ value })), headings.map(asDay)];
  const menu = [[{ value: 'CASEWORKER CODE' }], [{ value: 'AC1' }]];
  const book = [
    { sheet: 'Incident Data', data },
    { sheet: 'Menu Data', data: menu },
  ];
  writeFileSync(join(centre.medium, 'IR.xlsx'), await writeXlsxFile(book).toBuffer());
  const read = await readAgain('IR.xlsx');
  expect([read.from === null, read.dateOrder]).toEqual([false, 'dayFirst']);
  expect(Object.keys((await centre.ask('takeover.rehearse', asProposed(read))).months)).toEqual(['2026-10']);
});

test('the ready-made matching can be refused: columns and values are then the person’s, the days are read all the same', async () => {
  await readFile('IR.csv', RECORDER_HEADINGS.en, [recorderLine(1)]);
  const read = await readAgain('IR.csv', true);
  expect(read.from).toMatchObject({ byHand: true });
  expect(read.columns.find(({ heading }) => heading === 'SURVIVOR CODE')).toMatchObject({ target: null });
  const byHand = new Map([
    ['DATE OF INTERVIEW', 'receivedOn'],
    ['CONSENT GIVEN', 'statisticsConsent'],
    ['CIVIL / MARITAL STATUS', 'marital'],
  ]);
  const mapping = read.columns.map(({ heading }) => ({ heading, target: byHand.get(heading) ?? null }));
  const planned = await centre.ask('takeover.rehearse', { takeoverId: read.takeoverId, mapping, wordings: [] });
  expect(planned).toMatchObject({ cases: 1, held: [], unmapped: [{ wording: 'Married / Cohabitating' }] });
});

test('an export of child-protection cases is refused with a sentence', async () => {
  writeFileSync(join(centre.medium, 'cpims.csv'), 'id,registration_date,protection_concerns\r\n1,2026-10-05,neglect\r\n');
  const refused = await centre.call('takeover.read', { file: await onMedium(centre, 'cpims.csv', 'register') });
  expect(refused).toMatchObject({ failure: { kind: 'invalid', message: { en: expect.stringContaining('child-protection') } } });
});
