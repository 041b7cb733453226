import type { Text } from '../text.ts';
import type { DueSettings } from '../rules/cases/dueDates.ts';
import type { IsoDate, IsoDateTime } from '../time.ts';
import type { CodeOf, ListName } from './lists/all.ts';
import type { Lists } from './lists/inForce.ts';

/** What kind of value a fact, or a computed question, has. */
export type Shape =
  | { readonly type: 'int' | 'date' | 'datetime' | 'yn' | 'ynu' }
  | { readonly type: 'one'; readonly list: ListName }
  | { readonly type: 'many'; readonly list: ListName };

/** The value of a shape: a code, codes, a number, or a date as text. */
export type ValueOf<S extends Shape> = S extends { readonly type: 'one'; readonly list: infer L extends ListName }
  ? CodeOf<L>
  : S extends { readonly type: 'many'; readonly list: infer L extends ListName }
    ? readonly CodeOf<L>[]
    : S extends { readonly type: 'yn' }
      ? CodeOf<'yes_no'>
      : S extends { readonly type: 'ynu' }
        ? CodeOf<'yes_no_unknown'>
        : S extends { readonly type: 'int' }
          ? number
          : S extends { readonly type: 'date' }
            ? IsoDate
            : IsoDateTime;

type Fact = Shape & { readonly label: Text };

/**
 * What a form may need to know that it does not ask itself: facts of the person, of the case, of the parent record, of the site.
 * The caller fills those it knows. A condition on a fact that is not known does not hold.
 */
export const FACTS = {
  today: { type: 'date', label: { fr: 'la date du jour', en: 'today' } },
  now: { type: 'datetime', label: { fr: "l'heure actuelle", en: 'now' } },
  ageYears: { type: 'int', label: { fr: "l'âge", en: 'the age' } },
  sex: { type: 'one', list: 'sex', label: { fr: 'le sexe', en: 'the sex' } },
  birthDate: { type: 'date', label: { fr: 'la date de naissance', en: 'the date of birth' } },
  programme: { type: 'one', list: 'case_program', label: { fr: 'le programme', en: 'the programme' } },
  registrationDate: { type: 'date', label: { fr: "la date d'enregistrement", en: 'the registration date' } },
  uascStatus: { type: 'one', list: 'uasc_status', label: { fr: 'le statut ENA ou ES', en: 'the unaccompanied or separated status' } },
  displacementStatus: {
    type: 'one',
    list: 'displacement_status',
    label: { fr: 'le statut de déplacement', en: 'the displacement status' },
  },
  consentContact: { type: 'yn', label: { fr: 'le consentement à être recontactée', en: 'consent to be contacted again' } },
  consentTracing: { type: 'yn', label: { fr: 'le consentement à la recherche familiale', en: 'consent to family tracing' } },
  consentPhoto: { type: 'yn', label: { fr: 'le consentement à une photo', en: 'consent to a photo' } },
  mrmFlagOpened: { type: 'yn', label: { fr: "l'ouverture d'un signalement MRM", en: 'an MRM flag being open' } },
  mandatoryReporting: { type: 'yn', label: { fr: 'le réglage du centre sur le signalement', en: "the centre's reporting setting" } },
  mandatoryReportMade: { type: 'yn', label: { fr: 'un signalement noté comme fait', en: 'a report recorded as made' } },
  asksEthnicityAndReligion: {
    type: 'yn',
    label: { fr: 'le réglage du centre sur les appartenances', en: "the centre's setting on ethnicity and religion" },
  },
  previouslyReported: { type: 'one', list: 'previously_reported', label: { fr: 'le signalement antérieur', en: 'the previous report' } },
  cameBySlip: { type: 'yn', label: { fr: 'la fiche d’un autre centre', en: 'the slip of another centre' } },
  incidentType: { type: 'one', list: 'gbv_type', label: { fr: 'le type de VBG', en: 'the GBV type' } },
  pregnancyRisk: { type: 'ynu', label: { fr: 'le risque de grossesse', en: 'the risk of pregnancy' } },
  caregiverIsPerpetrator: {
    type: 'yn',
    label: { fr: "la personne qui s'occupe de l'enfant est l'auteur·e présumé·e", en: 'the caregiver is the alleged perpetrator' },
  },
  referralService: { type: 'one', list: 'service_category', label: { fr: 'le service demandé', en: 'the service requested' } },
  referralState: { type: 'one', list: 'referral_state', label: { fr: "l'état du référencement", en: 'the state of the referral' } },
  referralTime: { type: 'datetime', label: { fr: 'la date du référencement', en: 'the date of the referral' } },
  healthCareUntil: {
    type: 'datetime',
    label: { fr: 'jusqu’où vont les soins de santé donnés', en: 'how far the health care given reaches' },
  },
  authorisedItems: { type: 'many', list: 'info_item', label: { fr: 'les informations autorisées', en: 'the authorised information' } },
  residenceRegion: { type: 'one', list: 'region', label: { fr: 'la région de résidence', en: 'the region of residence' } },
  residenceCercle: { type: 'one', list: 'cercle', label: { fr: 'le cercle de résidence', en: 'the cercle of residence' } },
  tiedProviders: {
    type: 'many',
    list: 'provider_type',
    label: { fr: 'les services où l’auteur présumé a des collègues', en: 'services where the alleged perpetrator has colleagues' },
  },
  riskLevel: { type: 'one', list: 'risk_level', label: { fr: 'le niveau de risque retenu', en: 'the retained risk level' } },
  formerViolence: { type: 'yn', label: { fr: 'des violences antérieures par la même personne', en: 'past violence by the same person' } },
  daysSinceViolence: { type: 'int', label: { fr: "les jours depuis l'incident", en: 'the days since the incident' } },
  goodsExchanged: { type: 'yn', label: { fr: "l'échange d'argent ou de biens", en: 'money or goods exchanged' } },
  trafficked: { type: 'yn', label: { fr: 'la traite', en: 'trafficking' } },
  shelterUrgent: { type: 'yn', label: { fr: "le besoin urgent d'un hébergement", en: 'an urgent need of shelter' } },
  dependantChildren: { type: 'int', label: { fr: "le nombre d'enfants à charge", en: 'the number of dependant children' } },
  safetyPlanSuggested: { type: 'yn', label: { fr: "la proposition d'un plan de sécurité", en: 'a safety plan being suggested' } },
  latestSafetyReview: {
    type: 'date',
    label: { fr: 'la date limite de revue du plan de sécurité', en: 'the latest date of the review of the safety plan' },
  },
  latestPlanReview: { type: 'date', label: { fr: 'la date limite de revue du plan', en: 'the latest date of the review of the plan' } },
  shareConsentEnd: {
    type: 'date',
    label: { fr: 'la fin proposée d’une autorisation', en: 'the proposed end of an authorisation' },
  },
  latestNextFollowUp: { type: 'date', label: { fr: 'la date limite du prochain suivi', en: 'the latest date of the next follow-up' } },
  lastFollowUp: { type: 'date', label: { fr: 'la date du dernier suivi', en: 'the date of the last follow-up' } },
  reintegrationFollowed: {
    type: 'yn',
    label: { fr: 'le suivi EAFGA ou après réunification', en: 'CAAFAG or post-reunification follow-up' },
  },
  reopening: { type: 'yn', label: { fr: 'la réouverture du dossier', en: 'the reopening of the case' } },
} as const satisfies Readonly<Record<string, Fact>>;

export type FactName = keyof typeof FACTS;

type Facts = { readonly [F in FactName]?: ValueOf<(typeof FACTS)[F]> };

/** What is known where a form is filled in: facts, the moment, the lists in force, and the delays of the site where its computed questions need them. Always given, never read. */
export type Context = Facts & {
  readonly today: IsoDate;
  readonly now: IsoDateTime;
  readonly lists: Lists;
  readonly delays?: DueSettings;
};

/** The facts that are days or instants, for limits of dates. */
export type DateFact = { [F in FactName]: (typeof FACTS)[F]['type'] extends 'date' | 'datetime' ? F : never }[FactName];
