import type { Text } from '../../../shared/text.ts';
import type { Tampering } from './tampering.ts';
import { JOURNAL_KINDS, isJournalKind } from '../../../shared/journal/kinds.ts';

/** What a journaled act is called: the act alone, never its content (reference §7.5). */
export function journalTitle(kind: string): Text {
  return isJournalKind(kind) ? JOURNAL_KINDS[kind].words : { fr: 'Entrée inconnue', en: 'Unknown entry' };
}

/** What was found of the journal, in words for the person who must act on it (security §6.3). */
export function tamperingWords({ base, seq, reason }: Tampering): Text {
  const where = WHERE[base];
  const finding = witnessWords(reason) ?? FOUND[reason] ?? FOUND['mac'];
  const at = seq > 0 ? { fr: `, à la ligne ${seq}`, en: `, at line ${seq}` } : { fr: '', en: '' };
  return { fr: `${where.fr}${at.fr}\u00a0: ${finding?.fr}`, en: `${where.en}${at.en}: ${finding?.en}` };
}

/** What a witness kept outside the base convicts: the register of the centre, or the focal point. */
function witnessWords(reason: string): Text | null {
  const [, kind, number = ''] = /^(paper|anchor)\.(\d+)$/.exec(reason) ?? [];
  if (kind === undefined) return null;
  return kind === 'paper' ? paperWords(number) : anchorWords(number);
}

function anchorWords(number: string): Text {
  return {
    fr: `le témoin n°\u00a0${number} que le point focal a gardé n’est pas celui du journal. Une copie ancienne a pu être remise.`,
    en: `witness no. ${number} that the focal point kept is not that of the journal. An older copy may have been put back.`,
  };
}

function paperWords(number: string): Text {
  return {
    fr: `le témoin n°\u00a0${number} du cahier n’est pas celui du journal. Une copie ancienne a pu être remise.`,
    en: `witness no. ${number} of the register is not that of the journal. An older copy may have been put back.`,
  };
}

const WHERE: Readonly<Record<Tampering['base'], Text>> = {
  cases: { fr: 'Journal des dossiers', en: 'Journal of the cases' },
  admin: { fr: 'Journal technique', en: 'Technical journal' },
};

const FOUND: Readonly<Record<string, Text>> = {
  gap: { fr: 'une ligne a été retirée.', en: 'a line was removed.' },
  mac: { fr: 'une ligne a été changée, ajoutée ou déplacée.', en: 'a line was changed, added or moved.' },
  signature: { fr: 'une signature manque ou n’est pas de cette personne.', en: 'a signature is missing, or is not that person’s.' },
  content: { fr: 'une ligne n’a pas une forme connue.', en: 'a line has no known form.' },
  epoch: { fr: 'une restauration n’est pas déclarée.', en: 'a restore was not declared.' },
  clock: { fr: 'l’heure d’une ligne ne suit pas la précédente.', en: 'the time of a line does not follow the one before.' },
  checkpoint: {
    fr: 'le début manque sans avoir été retiré dans les règles.',
    en: 'the beginning is missing without having been removed by the rules.',
  },
  start: { fr: 'la clé de son début a été changée.', en: 'the key of its beginning was changed.' },
  cut: { fr: 'la fin manque, ou une copie plus ancienne a été remise.', en: 'the end is missing, or an older copy was put back.' },
  key: { fr: 'la fin a été retirée.', en: 'the end was removed.' },
  witness: {
    fr: 'ce que la dernière session de cette personne en savait n’est plus là.',
    en: 'what that person’s last session knew of it is no longer there.',
  },
  roster: { fr: 'la liste du personnel n’est plus celle qui y est inscrite.', en: 'the list of staff is no longer the one written in it.' },
  case: {
    fr: 'un dossier ou sa clé a été changé hors de l’application.',
    en: 'a case or its key was changed outside the application.',
  },
  vanished: {
    fr: 'un dossier manque sans avoir été retiré dans les règles.',
    en: 'a case is missing without having been removed by the rules.',
  },
  stale: { fr: 'une fiche est plus ancienne que ce que dit le journal.', en: 'a form is older than the journal says.' },
  removed: { fr: 'une fiche retirée est revenue.', en: 'a form that was removed is back.' },
};
