import type { PersonAct } from '../../../shared/contract/accounts.ts';
import type { Text } from '../../../shared/text.ts';
import { ROLE_NAMES } from '../../frame/rails.ts';

export type Reason = Extract<PersonAct, { what: 'remove' }>['reason'];

export const REASONS: Record<Reason, Text> = {
  left: { fr: 'A quitté la structure', en: 'Has left the organisation' },
  moved: { fr: 'Travaille ailleurs', en: 'Works elsewhere' },
  absence: { fr: 'Longue absence', en: 'Long absence' },
  suspicion: { fr: 'Un doute sur l’usage du compte', en: 'A doubt about the use of the account' },
  other: { fr: 'Autre raison', en: 'Another reason' },
};

export const ACTS: Record<PersonAct['what'], Text> = {
  suspend: { fr: 'Suspendre', en: 'Suspend' },
  return: { fr: 'Rouvrir le compte', en: 'Open the account again' },
  remove: { fr: 'Retirer définitivement', en: 'Remove for good' },
  role: { fr: 'Changer de rôle', en: 'Change the role' },
  counting: { fr: 'Permettre de figer les mois', en: 'Allow to freeze months' },
  team: { fr: 'Changer d’équipe', en: 'Change the team' },
};

/** What the act does, said before anybody signs. */
export const EFFECTS: Record<PersonAct['what'], Text> = {
  suspend: {
    fr: 'La personne n’ouvre plus rien tant que le compte n’est pas rouvert. Ses dossiers restent les siens.',
    en: 'The person opens nothing until the account is opened again. Cases stay hers or his.',
  },
  return: { fr: 'La personne retrouve ses dossiers avec sa phrase secrète.', en: 'The person finds the cases again with the passphrase.' },
  remove: {
    fr: 'La personne n’ouvre plus rien, pour toujours. Ses dossiers attendront un autre gestionnaire. Qu’elle termine d’abord les accueils commencés\u00a0: les brouillons sans dossier seront perdus. Si elle garde une part de secours, refaites les parts. Les codes d’inscription non utilisés seront à redonner.',
    en: 'The person opens nothing, ever again. The cases will wait for another caseworker. Let her or him first finish interviews under way: drafts without a case will be lost. If the person holds a recovery share, make the shares again. Enrolment codes not yet used must be given again.',
  },
  role: {
    fr: 'La personne reçoit les clés de son nouveau rôle et perd les autres. Un gestionnaire qui change de rôle laisse ses dossiers à l’équipe.',
    en: 'The person receives the keys of the new role and loses the others. A caseworker who changes role leaves the cases to the team.',
  },
  counting: {
    fr: 'La personne pourra compter les dossiers de la structure et figer les mois, sans lire les dossiers des autres équipes.',
    en: 'The person will be able to count the cases of the organisation and freeze months, without reading other teams’ cases.',
  },
  team: {
    fr: 'La supervision d’une équipe lit les dossiers de cette équipe, et d’aucune autre. Qui supervise une nouvelle équipe ouvre sa session une fois, puis l’administration la sienne. Les dossiers d’un gestionnaire le suivent quand l’ancienne supervision les lui confie (Équipe, puis Dossiers à confier).',
    en: 'The supervision of a team reads the cases of that team, and of no other. Whoever supervises a new team opens a session once, then the administration. A caseworker’s cases follow when the former supervision hands them over (Team, then Cases to hand over).',
  },
};

/** A team is known by its number; null: a team that is to be made. */
export function teamName(team: number | null): Text {
  return team === null ? { fr: 'Nouvelle équipe', en: 'New team' } : { fr: `Équipe ${team}`, en: `Team ${team}` };
}

/** « Retirer définitivement : a quitté la structure ». */
export function actWords(act: PersonAct): Text {
  const name = ACTS[act.what];
  const detail =
    'reason' in act ? REASONS[act.reason] : act.what === 'role' ? ROLE_NAMES[act.role] : act.what === 'team' ? teamName(act.team) : null;
  return detail === null ? name : { fr: `${name.fr}\u00a0: ${lower(detail.fr)}`, en: `${name.en}: ${lower(detail.en)}` };
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
