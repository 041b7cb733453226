import type { JournalKind } from '../../store/journal/kinds.ts';
import { isJournalKind } from '../../store/journal/kinds.ts';
import type { Text } from '../../../shared/text.ts';
import type { Tampering } from './check.ts';

/** What each journaled act is called: the act alone, never its content (reference §7.5). */
const WORDS: Readonly<Record<JournalKind, Text>> = {
  'journal.start': { fr: 'Début du journal', en: 'Journal started' },
  'journal.checkpoint': { fr: 'Entrées anciennes retirées', en: 'Old entries removed' },
  'journal.tamper': { fr: 'Altération constatée', en: 'Tampering found' },
  'witness.paper': { fr: 'Témoin donné pour le cahier', en: 'Witness given for the register' },
  'state.audit': { fr: 'Contrôle des fiches', en: 'Check of the records' },
  'session.unlock': { fr: 'Session ouverte', en: 'Session opened' },
  'session.lock': { fr: 'Session fermée', en: 'Session locked' },
  'unlock.failed': { fr: 'Essais d’ouverture refusés', en: 'Failed unlock tries' },
  'door.refuse': { fr: 'Action refusée à ce rôle', en: 'Action refused to this role' },
  'intake.registered': { fr: 'Accueil enregistré', en: 'Intake registered' },
  'case.create': { fr: 'Dossier ouvert', en: 'Case created' },
  'case.read': { fr: 'Dossier consulté', en: 'Case opened' },
  'case.state': { fr: 'État du dossier changé', en: 'Case state changed' },
  'case.assign': { fr: 'Dossier confié à une autre personne', en: 'Case given to someone else' },
  'case.move': { fr: 'Dossier confié à une autre équipe', en: 'Case given to another team' },
  'case.notice': { fr: 'Note remise à la supervision sur un dossier', en: 'Note on a case handed to the supervision' },
  'case.link': { fr: 'Dossier rattaché à un autre', en: 'Case linked to another' },
  'case.merge': { fr: 'Dossiers réunis', en: 'Cases merged' },
  'case.unmerge': { fr: 'Réunion de dossiers défaite', en: 'Merge of cases undone' },
  'family.link': { fr: 'Dossiers d’une famille reliés', en: 'Cases of one family linked' },
  'family.unlink': { fr: 'Lien de famille retiré', en: 'Family link removed' },
  'contact.create': { fr: 'Contact sans consentement noté', en: 'Contact without consent recorded' },
  'record.create': { fr: 'Fiche ajoutée', en: 'Form added' },
  'record.update': { fr: 'Fiche modifiée', en: 'Form changed' },
  'record.read': { fr: 'Fiche consultée', en: 'Form read' },
  'record.remove': { fr: 'Ligne retirée', en: 'Row removed' },
  'draft.purge': { fr: 'Brouillons anciens effacés', en: 'Old drafts erased' },
  'persons.search': { fr: 'Personne cherchée par son nom', en: 'Person searched by name' },
  'identity.open': { fr: 'Identité affichée', en: 'Identity shown' },
  'narrative.open': { fr: 'Récit affiché', en: 'Account shown' },
  'attachment.add': { fr: 'Pièce ajoutée', en: 'Attachment added' },
  'attachment.open': { fr: 'Pièce ouverte', en: 'Attachment opened' },
  'consent.record': { fr: 'Consentement enregistré', en: 'Consent recorded' },
  'consent.withdraw': { fr: 'Consentement retiré', en: 'Consent withdrawn' },
  'referral.state': { fr: 'État d’un référencement changé', en: 'Referral state changed' },
  'risk.change': { fr: 'Niveau de risque changé', en: 'Risk level changed' },
  'approval.request': { fr: 'Décision de la supervision demandée', en: 'Supervisor’s decision requested' },
  'approval.decide': { fr: 'Décision de la supervision', en: 'Supervisor’s decision' },
  'transfer.request': { fr: 'Transfert demandé', en: 'Transfer requested' },
  'transfer.decide': { fr: 'Transfert décidé', en: 'Transfer decided' },
  'transfer.export': { fr: 'Dossier transféré remis', en: 'Transferred case handed over' },
  'transfer.import': { fr: 'Dossier transféré reçu', en: 'Transferred case received' },
  'feedback.record': { fr: 'Enquête de satisfaction gardée', en: 'Feedback survey kept' },
  'duplicates.ask': { fr: 'Recherche de doublons', en: 'Search for duplicates' },
  'duplicates.run': { fr: 'Comparaison des doublons', en: 'Comparison of duplicates' },
  'duplicates.settle': { fr: 'Doublon tranché', en: 'Duplicate settled' },
  'takeover.commit': { fr: 'Registre repris', en: 'Register taken over' },
  'takeover.correct': { fr: 'Ligne de registre corrigée', en: 'Register line corrected' },
  'takeover.row.open': { fr: 'Ligne de registre ouverte', en: 'Register line opened' },
  'takeover.report.open': { fr: 'Compte rendu de reprise ouvert', en: 'Take-over report opened' },
  'takeover.undo': { fr: 'Reprise défaite', en: 'Take-over undone' },
  'takeover.source.erase': { fr: 'Effacement du fichier repris, demandé', en: 'Erasing of the file taken over, asked' },
  'takeover.source.record': { fr: 'Sort du registre d’origine noté', en: 'Fate of the former register recorded' },
  'mapping.change': { fr: 'Correspondance modifiée', en: 'Mapping changed' },
  'report.freeze': { fr: 'Mois figé', en: 'Month frozen' },
  'export.aggregate': { fr: 'Chiffres du mois sortis', en: 'Month’s figures exported' },
  'package.import': { fr: 'Paquet reçu', en: 'Package imported' },
  'package.refuse': { fr: 'Paquet refusé', en: 'Package refused' },
  'package.conflict': { fr: 'Deux contenus pour un même rapport', en: 'Two contents for one report' },
  'package.heard': { fr: 'Paquet confirmé par la nouvelle carte', en: 'Package confirmed by the new card' },
  'package.witness': { fr: 'Journal d’un centre à vérifier', en: 'Journal of a centre to be checked' },
  'sealed.draw': { fr: 'Mois partagé en deux moitiés', en: 'Month split in two halves' },
  'sealed.export': { fr: 'Moitié d’un mois remise à un dépositaire', en: 'Half of a month handed to a custodian' },
  'sealed.import': { fr: 'Fichier scellé reçu', en: 'Sealed file received' },
  'sealed.step': { fr: 'Étape d’une ouverture scellée donnée', en: 'Step of a sealed opening given' },
  'sealed.open': { fr: 'Somme scellée ouverte', en: 'Sealed sum opened' },
  'sealed.end': { fr: 'Ouverture scellée finie', en: 'Sealed opening ended' },
  'sealed.erase': { fr: 'Moitiés anciennes effacées', en: 'Old halves erased' },
  'consolidated.export': { fr: 'Tableau consolidé sorti', en: 'Consolidated table exported' },
  'consolidated.release': { fr: 'Tableau consolidé publié', en: 'Consolidated table released' },
  print: { fr: 'Impression', en: 'Print' },
  'setting.change': { fr: 'Réglage modifié', en: 'Setting changed' },
  'suppression.change': { fr: 'Règle des petits nombres modifiée', en: 'Small-count rule changed' },
  'directory.save': { fr: 'Annuaire modifié', en: 'Directory changed' },
  'directory.handOut': { fr: 'Annuaire remis aux centres', en: 'Directory handed to the centres' },
  'directory.import': { fr: 'Annuaire reçu du point focal', en: 'Directory received from the focal point' },
  'lists.agree': { fr: 'Listes de choix changées', en: 'Lists of choices changed' },
  'protection.agree': { fr: 'Protection des chiffres décidée', en: 'Protection of figures decided' },
  'protection.enter': { fr: 'Protection des chiffres reçue du point focal', en: 'Protection of figures received from the focal point' },
  'directory.decide': { fr: 'Proposition pour l’annuaire décidée', en: 'Proposal for the directory decided' },
  'directory.propose': { fr: 'Proposition pour l’annuaire', en: 'Proposal for the directory' },
  'register.change': { fr: 'Liste des structures modifiée', en: 'Structure register changed' },
  'card.receive': { fr: 'Carte de clé reçue', en: 'Key card received' },
  'card.confirm': { fr: 'Carte de clé confirmée', en: 'Key card confirmed' },
  'card.handOver': { fr: 'Carte de ce bureau remise', en: 'Card of this office handed over' },
  'card.revoke.ask': { fr: 'Retrait d’une carte de clé demandé', en: 'Withdrawal of a key card asked' },
  'card.revoke': { fr: 'Carte de clé retirée', en: 'Key card withdrawn' },
  'roster.entry': { fr: 'Liste du personnel modifiée', en: 'Staff list changed' },
  'roster.propose': { fr: 'Changement d’un compte proposé', en: 'Change to an account proposed' },
  'roster.decline': { fr: 'Changement d’un compte écarté', en: 'Change to an account set aside' },
  'user.invite': { fr: 'Personne invitée', en: 'Person invited' },
  'user.enrol': { fr: 'Personne inscrite', en: 'Person enrolled' },
  'user.admit': { fr: 'Personne admise', en: 'Person admitted' },
  'reader.acknowledge': { fr: 'Supervision confirmée par la gestionnaire', en: 'Supervisor confirmed by the caseworker' },
  'passphrase.change': { fr: 'Phrase secrète changée', en: 'Passphrase changed' },
  'key.rotate': { fr: 'Clé renouvelée', en: 'Key renewed' },
  'recovery.set': { fr: 'Parts de secours créées', en: 'Recovery shares made' },
  'recovery.used': { fr: 'Parts de secours utilisées', en: 'Recovery shares used' },
  'recovery.rehearse': { fr: 'Exercice avec deux parts de secours', en: 'Rehearsal with two recovery shares' },
  'update.verify': { fr: 'Mise à jour vérifiée', en: 'Update verified' },
  'update.refuse': { fr: 'Mise à jour refusée', en: 'Update refused' },
  'update.putAside': { fr: 'Mise à jour mise de côté', en: 'Update put aside' },
  'backup.make': { fr: 'Sauvegarde faite', en: 'Backup made' },
  'backup.verify': { fr: 'Sauvegarde vérifiée', en: 'Backup checked' },
  'backup.restore': { fr: 'Sauvegarde restaurée', en: 'Backup restored' },
  'restore.older': { fr: 'Copie remise par-dessus ce qui était ici', en: 'Copy put back over what was here' },
  'restore.forget': { fr: 'Fichiers gardés depuis une remise en place, effacés', en: 'Files kept since a putting back, erased' },
  'restore.keep': { fr: 'Compte rouvert par une copie, confirmé', en: 'Account reopened by a copy, confirmed' },
  'loss.answer': { fr: 'Réponse sur l’ancien ordinateur', en: 'Answer about the former computer' },
  'loss.card': { fr: 'Nouvelle carte du centre annoncée', en: 'New card of the centre announced' },
  'loss.end': { fr: 'Renouvellement après une perte terminé', en: 'Renewal after a loss ended' },
  'backup.erase': { fr: 'Sauvegarde ancienne effacée d’une clé', en: 'Old backup erased from a stick' },
  'backup.drill': { fr: 'Exercice de restauration', en: 'Restore drill' },
  'destroy.identity': { fr: 'Identité détruite', en: 'Identity destroyed' },
  'destroy.case': { fr: 'Dossier détruit', en: 'Case destroyed' },
  'retention.destroy': { fr: 'Destruction à la fin du délai', en: 'Destruction at the end of retention' },
  'vault.schedule': { fr: 'Destruction d’urgence programmée', en: 'Emergency destruction scheduled' },
  'vault.cancel': { fr: 'Destruction d’urgence annulée', en: 'Emergency destruction cancelled' },
  'vault.destroyed': { fr: 'Destruction d’urgence faite', en: 'Emergency destruction done' },
};

export function journalTitle(kind: string): Text {
  return isJournalKind(kind) ? WORDS[kind] : { fr: 'Entrée inconnue', en: 'Unknown entry' };
}

/** What was found of the journal, in words for the person who must act on it (security §6.3). */
export function tamperingWords({ base, seq, reason }: Tampering): Text {
  const where = WHERE[base];
  const said = witnessSaid(reason) ?? FOUND[reason] ?? FOUND['mac'];
  const at = seq > 0 ? { fr: `, à la ligne ${seq}`, en: `, at line ${seq}` } : { fr: '', en: '' };
  return { fr: `${where.fr}${at.fr}\u00a0: ${said?.fr}`, en: `${where.en}${at.en}: ${said?.en}` };
}

/** What a witness kept outside the base convicts: the register of the centre, or the focal point. */
function witnessSaid(reason: string): Text | null {
  const [, kind, number = ''] = /^(paper|anchor)\.(\d+)$/.exec(reason) ?? [];
  if (kind === undefined) return null;
  return kind === 'paper' ? paperSaid(number) : anchorSaid(number);
}

function anchorSaid(number: string): Text {
  return {
    fr: `le témoin n°\u00a0${number} que le point focal a gardé n’est pas celui du journal. Une copie ancienne a pu être remise.`,
    en: `witness no. ${number} that the focal point kept is not that of the journal. An older copy may have been put back.`,
  };
}

function paperSaid(number: string): Text {
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
  stale: { fr: 'une fiche est plus ancienne que ce que dit le journal.', en: 'a form is older than the journal says.' },
  removed: { fr: 'une fiche retirée est revenue.', en: 'a form that was removed is back.' },
};
