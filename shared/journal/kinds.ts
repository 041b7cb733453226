import { z } from 'zod';
import { bytesText } from '../bytesText.ts';

/** A code, never a sentence. */
const code = z.string().regex(/^[A-Za-z0-9_.-]{1,60}$/);
const count = z.int().min(0).max(10_000_000);
const month = z.string().regex(/^\d{4}-\d{2}$/);
const period = z.string().regex(/^[0-9Q-]{4,8}$/);
const digest = bytesText(32);
const id = z.string().regex(/^[0-9a-f-]{36}$/);
const form = { form: code };
const change = { from: code.nullable(), to: code.nullable() };
const report = { programme: code, month, version: count, sha256: digest };

const none = {};

/** An act that the person signs: an act of disclosure or of authority, or a lock (security §6.1). */
function signed<S extends z.ZodRawShape>(fr: string, en: string, detail: S) {
  return { words: { fr, en }, detail: z.strictObject(detail), isSigned: true };
}

/** Any other act. */
function plain<S extends z.ZodRawShape>(fr: string, en: string, detail: S) {
  return { words: { fr, en }, detail: z.strictObject(detail), isSigned: false };
}

/**
 * Everything that is journaled (reference §7.5, security §6.1): kind → what the act is called, and the only details it may carry. Codes of
 * the work, counts, digests; no free text, no answer, no name. Each account that opens the base reads the journal, so no line holds a risk or the
 * state of a referral (security T6).
 */
export const JOURNAL_KINDS = {
  'journal.start': signed('Début du journal', 'Journal started', none),
  'journal.checkpoint': signed('Entrées anciennes retirées', 'Old entries removed', {
    from: count,
    to: count,
    head: digest,
    roster: count,
  }),
  'journal.tamper': signed('Altération constatée', 'Tampering found', { seq: count, reason: code }),
  'witness.paper': signed('Témoin donné pour le cahier', 'Witness given for the register', { number: count }),
  'state.audit': plain('Contrôle des fiches', 'Check of the records', { records: count, findings: count }),

  'session.unlock': plain('Session ouverte', 'Session opened', none),
  'request.refuse': plain('Action refusée à ce rôle', 'Action refused to this role', { operation: code }),
  'session.lock': signed('Session fermée', 'Session locked', { reason: code }),
  'unlock.failed': plain('Essais d’ouverture refusés', 'Failed unlock tries', { tries: count }),
  /** The intake of this draft became a case; its questions to the duplicate search belong to that case (security §2.7). */
  'intake.registered': plain('Accueil enregistré', 'Intake registered', none),
  'case.create': plain('Dossier ouvert', 'Case created', { program: code, origin: code }),
  'case.read': plain('Dossier consulté', 'Case opened', none),
  'case.state': plain('État du dossier changé', 'Case state changed', change),
  'case.assign': signed('Dossier confié à une autre personne', 'Case given to someone else', { from: id, to: id }),
  /** From one team to another. */
  'case.move': signed('Dossier confié à une autre équipe', 'Case given to another team', { from: id, to: id }),
  /** A note on the case for the supervisors of its team; its content is sealed to them. */
  'case.notice': signed('Note remise à la supervision sur un dossier', 'Note on a case handed to the supervision', none),
  /** With the take-over that brought it, undone. */
  'case.remove': signed('Dossier retiré', 'Case removed', none),
  /** A change of a case with no other line of its own. */
  'case.seal': plain('Dossier scellé', 'Case sealed', none),
  'case.link': plain('Dossier rattaché à un autre', 'Case linked to another', { to: id }),
  /** The content of one case was carried into another, and back. The object is the case that is kept. */
  'case.merge': signed('Dossiers réunis', 'Cases merged', { ended: id, records: count }),
  'case.unmerge': signed('Réunion de dossiers défaite', 'Merge of cases undone', { ended: id, records: count }),
  /** Two cases of one family; the object is the link, and the two cases are sealed with it. */
  'family.link': plain('Dossiers d’une famille reliés', 'Cases of one family linked', none),
  'family.unlink': plain('Lien de famille retiré', 'Family link removed', { reason: code }),
  'contact.create': plain('Contact sans consentement noté', 'Contact without consent recorded', { program: code }),
  'record.create': plain('Fiche ajoutée', 'Form added', form),
  'record.update': plain('Fiche modifiée', 'Form changed', form),
  'record.read': plain('Fiche consultée', 'Form read', form),
  'record.remove': plain('Ligne retirée', 'Row removed', form),
  'draft.purge': plain('Brouillons anciens effacés', 'Old drafts erased', { count }),
  'identity.open': signed('Identité affichée', 'Identity shown', { form: code, reason: code }),
  /** Names were read to find a person; the typed words are recorded nowhere. */
  'persons.search': signed('Personne cherchée par son nom', 'Person searched by name', { reason: code }),
  'narrative.open': plain('Récit affiché', 'Account shown', form),
  'attachment.add': plain('Pièce ajoutée', 'Attachment added', none),
  'attachment.open': signed('Pièce ouverte', 'Attachment opened', { reason: code }),
  'consent.record': plain('Consentement enregistré', 'Consent recorded', form),
  'consent.withdraw': plain('Consentement retiré', 'Consent withdrawn', { scopes: count, cancelled: count }),
  'referral.state': plain('État d’un référencement changé', 'Referral state changed', none),
  'risk.change': plain('Niveau de risque changé', 'Risk level changed', none),
  'approval.request': plain('Décision de la supervision demandée', 'Supervisor’s decision requested', { kind: code }),
  'approval.decide': signed('Décision de la supervision', 'Supervisor’s decision', { kind: code, decision: code }),
  /** A survey was kept: neither the person nor the answers. */
  'feedback.record': plain('Enquête de satisfaction gardée', 'Feedback survey kept', none),

  'duplicates.ask': plain('Recherche de doublons', 'Search for duplicates', { program: code }),
  'duplicates.run': plain('Comparaison des doublons', 'Comparison of duplicates', { queries: count, pairs: count }),
  'duplicates.decide': signed('Doublon tranché', 'Duplicate settled', { verdict: code }),

  'takeover.commit': plain('Registre repris', 'Register taken over', { rows: count, registered: count, held: count }),
  'takeover.correct': plain('Ligne de registre corrigée', 'Register line corrected', { outcome: code }),
  'takeover.row.open': plain('Ligne de registre ouverte', 'Register line opened', none),
  'takeover.report.open': plain('Compte rendu de reprise ouvert', 'Take-over report opened', none),
  'takeover.undo': signed('Reprise défaite', 'Take-over undone', { removed: count }),
  /** The imported file is about to be overwritten and deleted; its name is recorded nowhere. */
  'takeover.source.erase': signed('Effacement du fichier repris, demandé', 'Erasing of the file taken over, asked', none),
  /** What became of the file or of the paper behind a take-over. */
  'takeover.source.record': signed('Sort du registre d’origine noté', 'Fate of the former register recorded', {
    kind: code,
    fate: code,
    method: code,
  }),
  /** `reason`: why a frozen month was corrected. `neverLeft`: after a copy was put back, a supervisor stated that no report of the month had left before. */
  'report.freeze': signed('Mois figé', 'Month frozen', {
    ...report,
    reason: code.exactOptional(),
    neverLeft: z.literal(true).exactOptional(),
  }),
  'export.aggregate': signed('Chiffres du mois sortis', 'Month’s figures exported', report),
  'package.import': signed('Paquet reçu', 'Package imported', report),
  'package.refuse': plain('Paquet refusé', 'Package refused', { reason: code, sha256: digest }),
  /** Another content for a version that is here: neither counts. */
  'package.conflict': signed('Deux contenus pour un même rapport', 'Two contents for one report', report),
  /** The same content under a key that is relied on, after a doubt. */
  'package.heard': plain('Paquet confirmé par la nouvelle carte', 'Package confirmed by the new card', { sha256: digest }),
  'package.witness': signed('Journal d’un centre à vérifier', 'Journal of a centre to be checked', { reason: code }),
  /** A month was split in two halves; the digest is its commitment. */
  'sealed.draw': signed('Mois partagé en deux moitiés', 'Month split in two halves', { month, sha256: digest }),
  /** One half of a month is written for one custodian. */
  'sealed.export': signed('Moitié d’un mois remise à un dépositaire', 'Half of a month handed to a custodian', {
    programme: code,
    month,
    side: code,
    sha256: digest,
  }),
  'sealed.import': plain('Fichier scellé reçu', 'Sealed file received', { period, step: code, sha256: digest }),
  'sealed.step': plain('Étape d’une ouverture scellée donnée', 'Step of a sealed opening given', { period, step: code, sha256: digest }),
  /** The sum of these centres is about to be disclosed to the other custodian: after this line it counts as opened. */
  'sealed.open': signed('Somme scellée ouverte', 'Sealed sum opened', { period, centres: count, groups: count, sha256: digest }),
  'sealed.end': signed('Ouverture scellée finie', 'Sealed opening ended', { period, outcome: code }),
  'sealed.erase': plain('Moitiés anciennes effacées', 'Old halves erased', { count }),
  'consolidated.export': signed('Tableau consolidé sorti', 'Consolidated table exported', { period, format: code }),
  /** `neverLeft`: after a copy was put back, the focal point stated that no other tables of the period had left. */
  'consolidated.release': signed('Tableau consolidé publié', 'Consolidated table released', {
    period,
    version: count,
    sha256: digest,
    neverLeft: z.literal(true).exactOptional(),
  }),
  /** An extract has its number, its purpose and the letters of its parts (`partsMark`): the boxes ticked, never the content, nor the provider. */
  print: signed('Impression', 'Print', {
    what: code,
    pages: count,
    halves: code.optional(),
    takenBy: code.optional(),
    number: code.optional(),
    purpose: code.optional(),
    parts: code.optional(),
  }),

  'setting.change': plain('Réglage modifié', 'Setting changed', { key: code }),
  'suppression.change': signed('Règle des petits nombres modifiée', 'Small-count rule changed', { key: code }),
  'directory.save': plain('Annuaire modifié', 'Directory changed', { services: count }),
  'directory.propose': plain('Proposition pour l’annuaire', 'Proposal for the directory', none),
  'directory.handOut': signed('Annuaire remis aux centres', 'Directory handed to the centres', {
    number: count,
    sites: count,
    providers: count,
    revoked: count,
    lists: count,
    protection: count,
    sha256: digest,
  }),
  'protection.agree': signed('Protection des chiffres décidée', 'Protection of figures decided', { number: count, mode: code }),
  'protection.enter': signed('Protection des chiffres reçue du point focal', 'Protection of figures received from the focal point', {
    number: count,
    mode: code,
  }),
  'directory.import': signed('Annuaire reçu du point focal', 'Directory received from the focal point', {
    number: count,
    entered: count,
    changed: count,
    withdrawn: count,
    revoked: count,
    /** Number of the lists that came with it, and how many codes they changed here. */
    lists: count,
    codes: count,
    protection: count,
    sha256: digest,
  }),
  /** A code of a list added, reworded or retired; not which. */
  'lists.agree': signed('Listes de choix changées', 'Lists of choices changed', { list: code, number: count }),
  'directory.decide': plain('Proposition pour l’annuaire décidée', 'Proposal for the directory decided', { decision: code }),
  'register.change': plain('Liste des structures modifiée', 'Structure register changed', none),
  'card.receive': plain('Carte de clé reçue', 'Key card received', { digest }),
  'card.confirm': signed('Carte de clé confirmée', 'Key card confirmed', { digest }),
  'card.handOver': signed('Carte de ce bureau remise', 'Card of this office handed over', { digest }),
  'card.revoke.ask': signed('Retrait d’une carte de clé demandé', 'Withdrawal of a key card asked', { digest }),
  'card.revoke': signed('Carte de clé retirée', 'Key card withdrawn', { digest }),

  'roster.entry': signed('Liste du personnel modifiée', 'Staff list changed', { seq: count, head: digest, kind: code }),
  'roster.propose': signed('Changement d’un compte proposé', 'Change to an account proposed', { kind: code }),
  'roster.decline': signed('Changement d’un compte écarté', 'Change to an account set aside', { kind: code }),
  'user.invite': signed('Personne invitée', 'Person invited', { role: code }),
  'user.enrol': plain('Personne inscrite', 'Person enrolled', none),
  'reader.acknowledge': signed('Supervision confirmée par la gestionnaire', 'Supervisor confirmed by the caseworker', none),
  'passphrase.change': signed('Phrase secrète changée', 'Passphrase changed', none),
  'key.rotate': signed('Clé renouvelée', 'Key renewed', { what: code }),
  'recovery.set': signed('Parts de secours créées', 'Recovery shares made', { shares: count, needed: count }),
  'recovery.used': signed('Parts de secours utilisées', 'Recovery shares used', none),
  'recovery.rehearse': signed('Exercice avec deux parts de secours', 'Rehearsal with two recovery shares', none),

  'update.verify': plain('Mise à jour vérifiée', 'Update verified', { release: count, sha256: digest }),
  'update.refuse': plain('Mise à jour refusée', 'Update refused', { reason: code }),
  'update.stage': signed('Mise à jour mise de côté', 'Update put aside', { release: count, sha256: digest }),
  'backup.make': plain('Sauvegarde faite', 'Backup made', { id }),
  'backup.verify': plain('Sauvegarde vérifiée', 'Backup checked', { id, good: z.boolean() }),
  /** Heads of both journals in the copy, and how many entries beyond it the person's own witness had seen. */
  'backup.restore': signed('Sauvegarde restaurée', 'Backup restored', { id, admin: count, cases: count.nullable(), later: count }),
  /** A copy put back over work that it does not hold, or over what does not open whole: signed by two, one entry each. `cases`: how many are to be entered again. */
  'restore.older': signed('Copie remise par-dessus ce qui était ici', 'Copy put back over what was here', {
    reason: code,
    line: code,
    cases: count,
  }),
  /** An account that a copy opened again is meant to be there. */
  'restore.keep': signed('Compte rouvert par une copie, confirmé', 'Account reopened by a copy, confirmed', none),
  /** What earlier restores had kept as previous profiles was erased: how many. */
  'restore.forget': signed('Fichiers gardés depuis une remise en place, effacés', 'Files kept since a putting back, erased', { count }),
  /** The supervision's statement on the former machine. */
  'loss.answer': signed('Réponse sur l’ancien ordinateur', 'Answer about the former computer', { lost: z.boolean() }),
  'loss.card': signed('Nouvelle carte du centre annoncée', 'New card of the centre announced', none),
  'loss.end': signed('Renouvellement après une perte terminé', 'Renewal after a loss ended', { accounts: count, cases: count }),
  'backup.erase': plain('Sauvegarde ancienne effacée d’une clé', 'Old backup erased from a stick', { id }),
  'backup.drill': plain('Exercice de restauration', 'Restore drill', { good: z.boolean() }),
  'destroy.identity': signed('Identité détruite', 'Identity destroyed', none),
  'destroy.case': signed('Dossier détruit', 'Case destroyed', none),
  'retention.destroy': signed('Destruction à la fin du délai', 'Destruction at the end of retention', { count }),
  'vault.schedule': signed('Destruction d’urgence programmée', 'Emergency destruction scheduled', { minutes: count }),
  'vault.cancel': signed('Destruction d’urgence annulée', 'Emergency destruction cancelled', none),
  'vault.destroyed': signed('Destruction d’urgence faite', 'Emergency destruction done', none),
};

export type JournalKind = keyof typeof JOURNAL_KINDS;
export type JournalDetail<K extends JournalKind> = z.input<(typeof JOURNAL_KINDS)[K]['detail']>;

export function isJournalKind(kind: string): kind is JournalKind {
  return Object.hasOwn(JOURNAL_KINDS, kind);
}

/** Whether the person signs each entry of this kind. */
export function isSigned(kind: string): boolean {
  return isJournalKind(kind) && JOURNAL_KINDS[kind].isSigned;
}
