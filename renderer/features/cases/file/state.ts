import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { CaseState } from '../../../../shared/rules/cases/caseState.ts';
import type { Text } from '../../../../shared/text.ts';
import { formAddress } from '../../../forms/loader.ts';
import { stateName } from '../../../wording.ts';

const ORDER: readonly CaseState[] = [
  'open_intake',
  'open_assessment',
  'open_planning',
  'open_implementation',
  'open_services_done',
  'closure_requested',
];

/** The six steps of a case, as the stepper names them (reference §2.4). */
export const STEPS: readonly Text[] = ORDER.map((state) =>
  state === 'closure_requested' ? { fr: 'Clôture', en: 'Closure' } : stateName(state),
);

/** Rank of the present step, or null when a sentence replaces it: suspended, closed, transferred, duplicate (interface §5, stepper). */
export function stepOf(state: CaseState): number | null {
  const rank = ORDER.indexOf(state === 'reopened' ? 'open_assessment' : state);
  return rank === -1 ? null : rank;
}

const BANDS: Readonly<Partial<Record<CaseState, Text>>> = {
  draft: { fr: 'Brouillon\u00a0: l’accueil n’est pas terminé.', en: 'Draft: the intake is not finished.' },
  closed: {
    fr: 'Clôturé. Le dossier se lit, ne se modifie plus. Il peut être rouvert à tout moment.',
    en: 'Closed. The case can be read, no longer changed. It can be reopened at any time.',
  },
  transferred: {
    fr: 'Transféré à une autre structure. Le dossier se lit, ne se modifie plus.',
    en: 'Transferred to another structure. The case can be read, no longer changed.',
  },
  suspended: {
    fr: 'Suspendu\u00a0: consentement retiré. Aucun contact, aucun rappel.',
    en: 'Suspended: consent withdrawn. No contact, no reminder.',
  },
  duplicate: {
    fr: 'Doublon\u00a0: ce dossier n’est plus compté. Le suivi se fait dans l’autre.',
    en: 'Duplicate: this case is no longer counted. The other one is followed.',
  },
  no_consent: { fr: 'Contact sans consentement\u00a0: rien d’autre n’est gardé.', en: 'Contact without consent: nothing else is kept.' },
};
/** Where consent is seen or changed; where it is to be asked again, a new act of it (reference §2.4). */
export function consentAddress({ row, forms }: CaseFile): string {
  const newest = forms.find(({ form }) => form === 'consent_service')?.records.at(-1)?.recordId ?? null;
  return formAddress(row.caseId, 'consent_service', row.consent.services === 'again' ? null : newest);
}

const REQUESTED: Text = { fr: 'Clôture demandée, en attente de la supervision.', en: 'Closure requested, waiting for the supervision.' };
const SENT_BACK: Text = {
  fr: 'La supervision a renvoyé la demande de clôture avec un commentaire.',
  en: 'The supervision sent the closure request back with a comment.',
};

/** State of the whole file in words, when it is not plainly open. */
export function bandOf(file: CaseFile): Text | null {
  if (file.row.state === 'closure_requested') return REQUESTED;
  if (file.closure?.decision === 'rejected' && stepOf(file.row.state) !== null) return SENT_BACK;
  return BANDS[file.row.state] ?? null;
}
