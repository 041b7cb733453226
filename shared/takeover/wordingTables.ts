import type { ListName } from '../forms/lists/all.ts';
import { gbv_type, harmful_practice, incident_place_type } from './incidentWordings.ts';
import { perp_relation, perp_occupation, n_perpetrators } from './perpetratorWordings.ts';
import { sex, displacement_status, disability_status, wg_domain, marital_status, region, cercle } from './personWordings.ts';
import type { Wordings } from './wordingsOfList.ts';

const yes_no: Wordings<'yes_no'> = {
  yes: ['oui', 'yes'],
  no: ['non', 'no'],
};

const risk_level: Wordings<'risk_level'> = {
  high: ['élevé', 'élevée', 'haut', 'fort', 'grave', 'très élevé', 'rouge', 'high'],
  medium: ['moyen', 'moyenne', 'modéré', 'modérée', 'intermédiaire', 'orange', 'medium'],
  low: ['faible', 'bas', 'basse', 'léger', 'vert', 'low'],
};

/** States of a register's line; not a list of the dictionary. */
const register_state = {
  open: ['ouvert', 'en cours', 'actif', 'suivi en cours', 'cours', 'réouvert', 'rouvert', 'open', 'ongoing', 'active'],
  closed: ['clôturé', 'clos', 'fermé', 'clôture', 'terminé', 'archivé', 'dossier clôturé', 'closed'],
  lost: ['sans nouvelles', 'perdue de vue', 'perdu de vue', 'pdv', 'sans nouvelle', 'injoignable', 'abandon', 'lost to follow-up', 'lost'],
} as const;

const refusal_reason: Wordings<'refusal_reason'> = {
  fear: ['peur', 'peur des représailles', 'représailles', 'fear'],
  confidentiality: ['confidentialité', 'crainte confidentialité'],
  stigma: ['honte', 'stigmatisation', 'peur du regard', 'stigma'],
  family: ['famille', 'pression familiale', 'refus du mari', 'refus de la famille'],
  no_need: ['pas besoin', 'ne souhaite pas', 'no need'],
  later: ['plus tard', 'réfléchir', 'later'],
  other: ['autre', 'other'],
  no_answer: ['sans réponse', 'ne souhaite pas répondre', 'no answer'],
};

/** Lists whose own labels are enough for a register; what the known tools write is in `known/`. */
const labelsAlone = {
  yes_no_unknown: {},
  yes_no_undecided: {},
  sex_unknown: {},
  ethnicity: {},
  nationality: {},
  uasc_status: {},
  referred_from: {},
  displacement_stage: {},
  incident_timeofday: {},
  abduction_type: {},
  previously_reported: {},
  elapsed_class: {},
  perp_age_group: {},
  service_disposition: {},
  referral_state: {},
} as const satisfies Partial<Record<ListName, object>>;

/** Every table of wordings by its list. */
export const WORDING_TABLES = {
  sex,
  displacement_status,
  disability_status,
  wg_domain,
  marital_status,
  gbv_type,
  harmful_practice,
  incident_place_type,
  perp_relation,
  perp_occupation,
  n_perpetrators,
  yes_no,
  risk_level,
  register_state,
  refusal_reason,
  region,
  cercle,
  ...labelsAlone,
};
