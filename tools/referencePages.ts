import { inWords, listOf } from '../shared/forms/conditionWords.ts';
import type { Field, Form } from '../shared/forms/define.ts';
import { fieldsOf, fieldTable, typeInWords } from '../shared/forms/fields.ts';
import { caafag } from '../shared/forms/lists/caafag.ts';
import { childProtection } from '../shared/forms/lists/childProtection.ts';
import { consent } from '../shared/forms/lists/consent.ts';
import { feedback } from '../shared/forms/lists/feedback.ts';
import { gbvCare } from '../shared/forms/lists/gbvCare.ts';
import { general } from '../shared/forms/lists/general.ts';
import { geography } from '../shared/forms/lists/geography.ts';
import { incident } from '../shared/forms/lists/incident.ts';
import { isAdaptable } from '../shared/forms/lists/inForce.ts';
import { mines } from '../shared/forms/lists/mines.ts';
import type { Options } from '../shared/forms/lists/option.ts';
import { profile } from '../shared/forms/lists/profile.ts';
import { services } from '../shared/forms/lists/services.ts';
import { workflow } from '../shared/forms/lists/workflow.ts';
import { FORM_IDS, currentVersion, formOf, type FormId } from '../shared/forms/registry.ts';

/*
 * `node tools/referencePages.ts forms` and `… lists`: chapters 3 and 4 of docs/reference as Markdown on the standard output,
 * generated from the definitions that the screens use.
 */

/** What each form is for, and the rule of the product that its questions do not show. */
const PURPOSES: Readonly<Record<FormId, string>> = {
  consent_service:
    'Explains the services, the limits of confidentiality and the duties to report, then keeps the answer to each separate consent. It comes before the account. Who may consent: reference §5.1.2; guards: reference §5.1.3.',
  registration:
    'The person without a name: age, sex, place of residence, status, vulnerability. Names are in the identity vault alone (reference §3.3).',
  identity:
    'The identity vault: every question is a direct identifier under a key of its own. Nothing in it is required: a case can continue with its code alone. Each opening is in the journal with its reason.',
  safe_contact:
    'How, when and by whom the person may be contacted. Asked where the person accepts to be contacted again. The newest safe contact is the one in use; two are never joined.',
  incident:
    'One incident of gender-based violence. The ordered questions give its one type (reference §5.3.1). No question about the violence is required.',
  reported_elsewhere: 'Who else knows of the same incident. The answer decides whether the incident counts here (reference §5.7).',
  alleged_perpetrator:
    'One alleged perpetrator of one incident, in closed lists only. The form has no name, address, telephone or document number.',
  service_disposition:
    'What was decided for one service: one row for each category of service and incident. It is not the state of a referral (reference §2.5).',
  consent_share:
    'One act of consent to share. It has a last day, 90 days later unless the site or the person says sooner, and is asked again after that.',
  consent_item:
    'One authorisation of that act: one recipient, and the information that may go there. Minimum information for each recipient: reference §5.1.5.',
  assessment_gbv: 'Needs by domain. The coded need levels finish the step; the account is optional.',
  risk_assessment:
    'The first form after consent, and again when the situation changes. The application suggests a level with its reasons (reference §5.5.1); the caseworker decides. The newest level gives the due dates.',
  safety_plan:
    'A plan made with the person. Its latest review: 7 days at high risk, 30 days at medium and low risk. A longer delay for high risk needs two signatures.',
  plan_gbv: 'The head of the action plan. Its latest review follows the risk (reference §5.5.3).',
  plan_item:
    'One action of the plan: a need, a goal, an action, a due date. The due date is proposed from the priority (reference §5.5.4).',
  referral:
    'One request to one provider for one service. It rests on an authorisation in force (reference §3.8). The paper slip has a random number and never the name of the person.',
  referral_event:
    'What came back from a provider or from the person. Rows are added and never changed; each one moves the referral (reference §2.5).',
  follow_up:
    'A planned or realised contact. A next date agreed with the person counts only when it is sooner than the longest interval of reference §5.5.3.',
  closure_gbv:
    'Reason, checklist and request. The reason decides what is needed (reference §5.6). A supervisor who is not the requester decides.',
  feedback:
    'A survey without a case, to be asked by somebody other than the caseworker. Results are read in periods of at least five ballots; the score is yes when there are at least as many yes as no.',
  provider: 'One entry of the directory of services. It is to be checked every 90 days (setting); after twice that delay it is stale.',
  provider_service: 'One service that a provider offers: audience, cost, hours, stock of PEP and emergency contraception.',
  note: 'A dated note on a case: the caseworker’s, a supervisor’s comment, or an observation of a register. Read behind an act that is in the journal.',
  attachment:
    'A picture or a sound, sealed with the case. At most 10 MB read, 20 for a case. A picture is drawn again without what its camera wrote; a PDF is refused.',
};

type Section = {
  readonly number: string;
  readonly title: string;
  /** Said under the heading; a section without a form says where its subject is kept today. */
  readonly note?: string;
};

const NOT_YET = 'Not in the product yet.';

function absent(number: string, title: string, note = NOT_YET): Section {
  return { number, title, note };
}

/** The sections of chapter 3. Numbers are cited in the code: none is ever used again for another form. */
const SECTIONS: readonly Section[] = [
  { number: '3.1', title: 'Consent to services (_consentement aux services_)' },
  { number: '3.2', title: 'Registration (_enregistrement_)' },
  { number: '3.3', title: 'Identity vault (_identité, coffre_)' },
  { number: '3.4', title: 'Safe contact (_contact sûr_)' },
  { number: '3.5', title: 'GBV incident (_incident VBG_)' },
  { number: '3.5.1', title: 'Previous report of the same incident (_signalement antérieur_)' },
  { number: '3.6', title: 'Alleged perpetrator (_auteur·e présumé·e_)' },
  { number: '3.7', title: 'Service disposition (_décision par service_)' },
  { number: '3.8', title: 'Consent to share information (_consentement au partage_)' },
  { number: '3.9', title: 'GBV assessment (_évaluation VBG_)' },
  { number: '3.10', title: 'Immediate danger and risk level (_danger immédiat et niveau de risque_)' },
  { number: '3.11', title: 'Safety plan (_plan de sécurité_)' },
  { number: '3.12', title: 'GBV action plan (_plan d’action_)' },
  { number: '3.13', title: 'Referral (_référencement_)' },
  { number: '3.14', title: 'Referral feedback (_retour d’information_)' },
  { number: '3.15', title: 'Follow-up (_suivi_)' },
  { number: '3.16', title: 'GBV case closure (_clôture_)' },
  { number: '3.17', title: 'Feedback survey (_enquête de satisfaction_)' },
  absent('3.18', 'Child-protection registration (_enregistrement PE_)'),
  absent('3.18.1', 'Protection concern detail (_précision d’un risque de protection_)'),
  absent('3.19', 'Child-protection assessment (_évaluation PE_)', `${NOT_YET} A child-protection case is moved from step to step by hand.`),
  absent(
    '3.20',
    'Family members and household (_famille et ménage_)',
    `${NOT_YET} Two cases of one family can be linked by code, with a kind: sibling, parent, child, partner, household, relative.`,
  ),
  absent('3.21', 'Care arrangement (_prise en charge de l’enfant_)'),
  absent('3.22', 'Separation history (_histoire de la séparation_)'),
  absent('3.23', 'Child’s wishes (_souhaits de l’enfant_)'),
  absent(
    '3.24',
    'Child-protection case plan (_plan de prise en charge_)',
    `${NOT_YET} Its rows would be those of \`plan_item\` (reference §3.12).`,
  ),
  absent('3.25', 'Tracing request (_demande de recherche_)'),
  absent('3.26', 'Tracing action (_action de recherche_)'),
  absent('3.27', 'Verification (_vérification_)'),
  absent('3.28', 'Reunification (_réunification familiale_)'),
  absent(
    '3.29',
    'Child-protection follow-up (_suivi PE_)',
    'No form of its own. The child questions of `follow_up` (reference §3.15) appear for the programme PE.',
  ),
  absent('3.30', 'CAAFAG: association, release, reintegration (_EAFGA_)'),
  absent(
    '3.31',
    'Best interests (_intérêt supérieur de l’enfant_)',
    `${NOT_YET} The form is on paper; a decision not to follow consent is asked in reference §3.1.`,
  ),
  absent('3.32', 'Civil registration and documents (_état civil_)'),
  absent('3.33', 'MRM flag (_signalement au MRM_)'),
  absent('3.34', 'Case conference (_réunion de cas_)'),
  absent(
    '3.35',
    'Child-protection closure (_clôture PE_)',
    `${NOT_YET} The reasons of children are in reference §3.16 and reference §5.6; three of them can never be met.`,
  ),
  absent(
    '3.36',
    'Transfer (_transfert du dossier_)',
    `${NOT_YET} The state \`transferred\` exists (reference §2.4) and nothing leads to it.`,
  ),
  absent('3.37', 'Mines and ERW: accident and victim (_accident et victimes REG_)'),
  { number: '3.38', title: 'Service provider directory (_annuaire des prestataires_)' },
  absent(
    '3.39',
    'Supervisor’s case review (_revue de dossier_)',
    `${NOT_YET} A supervisor writes a comment on the case (reference §3.42).`,
  ),
  absent(
    '3.40',
    'Monthly report header (_en-tête du rapport mensuel_)',
    'Not a form: `shared/exchange/payload.ts` declares the header of the package (reference §6.2).',
  ),
  absent(
    '3.41',
    'User, site and structure (_administration_)',
    'Not forms. Accounts, site and structure have pages of their own, and two signatures where a right is given (reference §7.4).',
  ),
  { number: '3.42', title: 'Note and attachment (_note et pièce jointe_)' },
];

const GENERATED = '<!-- Generated by `referencePages.ts`. Change the definitions, not this page. -->';

/** Chapter 3: for every section its forms, with purpose, questions and checks. Throws RangeError for a form of no section. */
function formsPage(): string {
  const lost = FORM_IDS.filter((id) => !SECTIONS.some(({ number }) => number === formOf(id).reference));
  if (lost.length > 0) throw new RangeError(`no section for ${lost.join(', ')}`);
  return page([
    '# 3 Forms',
    GENERATED,
    'One table for each form, in the order in which questions are asked. Types, marks and privacy classes: [chapter 0](0-reading.md). A type `one(list)` or `many(list)` names a list of [chapter 4](4-lists.md).',
    'Condition: when the question is shown. A blank condition means always. “Given by” says who fills in what nobody is asked: the account, the application, the supervision, or a computation.',
    'A GBV case follows the order 3.1, 3.2 with 3.3 and 3.4, 3.10, 3.5 to 3.8, 3.9, 3.11, 3.12, 3.13 and 3.14, 3.15, 3.16. The survey 3.17 belongs to no case.',
    ...SECTIONS.flatMap(sectionParts),
    '## Not yet in the product',
    SECTIONS.filter(({ note }) => note?.startsWith(NOT_YET))
      .map(({ number, title }) => `- ${number} ${title}`)
      .join('\n'),
  ]);
}

function sectionParts({ number, title, note }: Section): readonly string[] {
  const depth = '#'.repeat(number.split('.').length);
  const ids = FORM_IDS.filter((id) => formOf(id).reference === number);
  return [`${depth} ${number} ${title}`, ...(note === undefined ? [] : [note]), ...ids.flatMap(formParts)];
}

function formParts(id: FormId): readonly string[] {
  const form = formOf(id);
  const rows = form.rows === undefined ? '' : ` Rows of \`${form.rows.parent}\`.`;
  const when = form.appliesIf === undefined ? '' : ` Applies if: ${inWords(form.appliesIf, {}).en}.`;
  const checks = checkLines(form);
  return [
    `**\`${id}\`** — _${form.title.fr}_ / ${form.title.en}. Version ${currentVersion(id)}.${rows}${when}`,
    PURPOSES[id],
    table(
      ['code', 'type', 'mark', 'class', 'French', 'English', 'condition', 'given by'],
      fieldsOf(form).map(({ code, field }) => [
        `\`${code}\``,
        typeInWords(field),
        field.required,
        field.privacy,
        field.label.fr,
        field.label.en,
        field.visibleIf === undefined ? '' : inWords(field.visibleIf, fieldTable(form)).en,
        giver(field),
      ]),
    ),
    ...(checks.length === 0 ? [] : ['Checks between answers:', checks.join('\n')]),
  ];
}

function giver(field: Field): string {
  if (field.type === 'calc') return 'computation';
  if (field.source === undefined) return '';
  return { account: 'account', generated: 'application', supervision: 'supervision' }[field.source];
}

function checkLines(form: Form): readonly string[] {
  return fieldsOf(form).flatMap(({ code, field }) =>
    (field.checks ?? []).map(({ level, at, message }) => `- \`${code}\`, ${level} at ${at}: ${message.en}`),
  );
}

/** The chapters of lists in their order. */
const CHAPTERS: readonly { readonly title: string; readonly lists: Readonly<Record<string, Options>> }[] = [
  { title: '4.1 General lists (_listes générales_)', lists: general },
  { title: '4.2 Programme, case, workflow (_programme, dossier, circuit_)', lists: workflow },
  { title: '4.3 Consent (_consentement_)', lists: consent },
  { title: '4.4 Population profile (_profil_)', lists: profile },
  { title: '4.5 GBV incident (_incident VBG_)', lists: incident },
  { title: '4.6 GBV care (_prise en charge VBG_)', lists: gbvCare },
  { title: '4.7 Services and referral (_services et référencement_)', lists: services },
  { title: '4.8 Child protection (_protection de l’enfance_)', lists: childProtection },
  { title: '4.9 CAAFAG and MRM (_EAFGA et MRM_)', lists: caafag },
  { title: '4.10 Mines and ERW (_mines et REG_)', lists: mines },
  { title: '4.11 Feedback survey (_enquête de satisfaction_)', lists: feedback },
];

/** Chapter 4: every list with its codes, and the geography with its attributes. */
function listsPage(): string {
  return page([
    '# 4 Lists',
    GENERATED,
    'A code is for ever: it is never renamed, used again or removed. Its wording may be improved.',
    'A list marked “adaptable” may be completed, reworded or partly retired by the focal point, signed. An added code counts as one of these. Every other list is the same everywhere, or sums of several centres would mean nothing.',
    ...CHAPTERS.flatMap(({ title, lists }) => [`## ${title}`, ...Object.entries(lists).flatMap(listParts)]),
    ...geographyParts(),
    '## Not yet in the product',
    `The lists below have agreed codes, and no question of a form asks them today. States, classes and groups among them are computed: ${unasked().join(', ')}.`,
  ]);
}

/** Lists from which no question of a form takes its codes, in their order; places are asked by the type `geo`. */
function unasked(): readonly string[] {
  const used = new Set<string | undefined>(FORM_IDS.flatMap((id) => fieldsOf(formOf(id)).map(({ field }) => listOf(field))));
  return CHAPTERS.flatMap(({ lists }) => Object.keys(lists))
    .filter((name) => !used.has(name))
    .map((name) => `\`${name}\``);
}

function listParts([name, options]: readonly [string, Options]): readonly string[] {
  return [
    listHeading(name),
    table(
      ['code', 'French', 'English'],
      options.map(({ code, fr, en }) => [`\`${code}\``, fr, en]),
    ),
  ];
}

function listHeading(name: string): string {
  return `### \`${name}\`${isAdaptable(name) ? ' (adaptable)' : ''}`;
}

function geographyParts(): readonly string[] {
  return [
    '## 4.12 Geography of Mali (_géographie du Mali_)',
    'The division in force in 2012: eight regions and the District of Bamako, 49 cercles and the six communes of Bamako. For Bamako the level of the cercle holds the commune.',
    'The key is the code of this table. P-code (OCHA, list of 2021) and ISO code are attributes: the same digits name different places. OCHA `ML09` is Bamako, ISO `ML-9` is Ménaka.',
    'Two more values are at the level of the region: `abroad` (Hors du Mali) and `unknown` (Inconnu). Place of the incident, of residence and of the report are three places and are never mixed.',
    listHeading('region'),
    table(
      ['code', 'French', 'English', 'p-code', 'ISO'],
      geography.region.map(({ code, fr, en, pcode, iso }) => [`\`${code}\``, fr, en, pcode, iso]),
    ),
    listHeading('cercle'),
    table(
      ['code', 'region', 'French', 'English', 'p-code'],
      geography.cercle.map(({ code, region, fr, en, pcode }) => [`\`${code}\``, `\`${region}\``, fr, en, pcode]),
    ),
  ];
}

function page(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

/** A Markdown table whose columns are as wide as their widest cell, as the formatter of the house writes it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows.map((row) => row.map(escaped))];
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => lengthOf(line[column]))));
  const [first = '', ...others] = lines.map((line) => `| ${widths.map((width, column) => padded(line[column], width)).join(' | ')} |`);
  return [first, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...others].join('\n');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', String.raw`\|`);
}

function lengthOf(cell = ''): number {
  return [...cell].length;
}

function padded(cell = '', width: number): string {
  return cell + ' '.repeat(width - lengthOf(cell));
}

const PAGES: ReadonlyMap<string | undefined, () => string> = new Map([
  ['forms', formsPage],
  ['lists', listsPage],
]);

const asked = PAGES.get(process.argv[2]);
if (asked === undefined) {
  process.stderr.write('forms or lists? / formulaires (forms) ou listes (lists)\u00a0?\n');
  process.exitCode = 1;
} else process.stdout.write(asked());
