import type { Input, Output } from '../../../shared/contract.ts';
import type { Proposal } from '../../../shared/contract/directory.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { problems } from '../../../shared/forms/problems.ts';
import { retiredProblems } from '../../../shared/forms/retired.ts';
import { formOf } from '../../../shared/forms/registry.ts';
import { rowProblems } from '../../../shared/forms/rows.ts';
import { schemaOf } from '../../../shared/forms/schema.ts';
import { dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import { dayOf } from '../../../shared/time.ts';
import { holdsCases, minuteOf, requireSession, today, type Host, type OpenSession } from '../../host.ts';
import type { RosterState } from '../../keys/rosterState.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { listProviders, readProvider, saveProvider, type ListedProvider } from '../../store/exchange/directory.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { transaction } from '../../store/base/sql.ts';
import { freshnessOf } from '../../../shared/rules/referrals/providerChoice.ts';
import { delaysOf } from '../session/settingsInForce.ts';
import { endDraft } from '../caseRecords/drafts.ts';
import { momentOf, type Moment } from '../caseRecords/openedRecords.ts';

type Saved = Pick<Input<'directory.save'>, 'answers' | 'services'>;

/** Providers in service, of one category or one region when asked (interface 3.12). */
export function listDirectory(input: Input<'directory.list'>, host: Host): Output<'directory.list'> {
  const session = requireSession(host);
  const { stores } = session;
  const { providerCheck } = delaysOf(session);
  const day = today(host);
  const found = listProviders(stores.admin, 'listed').filter(
    (provider) => isOffered(provider, input.category) && isIn(provider, input.region),
  );
  return {
    providers: found.map(({ row, answers, services }) => ({
      providerId: row.provider_id,
      revision: row.revision,
      answers,
      services: services.map((service) => ({ ...service })),
      checkedOn: row.checked_on,
      freshness: freshnessOf(row.checked_on, day, providerCheck),
    })),
    proposals:
      stores.user.role === 'supervisor' ? listProviders(stores.admin, 'proposed').map((one) => proposalOf(one, stores.roster)) : [],
  };
}

function proposalOf({ row, answers, services }: ListedProvider, roster: RosterState): Proposal {
  return {
    providerId: row.provider_id,
    answers,
    services: services.map((service) => ({ ...service })),
    replacesId: row.replaces_id,
    proposedBy: roster.users.get(row.updated_by)?.staffCode ?? null,
    proposedOn: dayOf(minuteOf(row.updated_at)),
  };
}

/** An entry of a provider with its services, by the supervisor or on a desk by the focal point. Throws Refused `invalid`, `notFound`, `conflict`. */
export function saveDirectoryProvider(input: Input<'directory.save'>, host: Host): Output<'directory.save'> {
  const session = requireSession(host);
  const { stores } = session;
  const { providerId, revision } = input;
  const entry = providerId === null ? null : readProvider(stores.admin, providerId);
  if (entry === undefined) throw new Refused('notFound', NO_PROVIDER);
  const checked = checkedProvider(input, entry?.answers ?? {}, host);
  const at = host.now().getTime();
  const saved = transaction(stores.admin, (db) => {
    const entered = saveProvider(db, { providerId, revision, status: 'listed', replaces: null, ...checked }, stores.user.userId, at);
    appendJournal(
      db,
      stores.actor,
      { kind: 'directory.save', object: entered.providerId, detail: { services: checked.services.length } },
      at,
    );
    return entered;
  });
  endEntryDraft(session, providerId);
  return saved;
}

/** A caseworker's proposal: kept apart until the supervisor enters it (reference §7.2). */
export function proposeProvider(input: Input<'directory.propose'>, host: Host): Output<'directory.propose'> {
  const session = requireSession(host);
  const { stores } = session;
  const entry = input.providerId === null ? null : readProvider(stores.admin, input.providerId);
  if (entry === undefined) throw new Refused('notFound', NO_PROVIDER);
  if (entry !== null && entry.row.revision !== input.revision) throw new Refused('conflict', ENTRY_CHANGED);
  const replaces = entry === null ? null : { providerId: entry.row.provider_id, revision: entry.row.revision };
  const checked = checkedProvider(input, entry?.answers ?? {}, host);
  const services = checked.services.map((service) => ({ ...service, serviceId: null }));
  const at = host.now().getTime();
  transaction(stores.admin, (db) => {
    const { providerId } = saveProvider(
      db,
      { ...checked, providerId: null, revision: 0, status: 'proposed', replaces, services },
      stores.user.userId,
      at,
    );
    appendJournal(db, stores.actor, { kind: 'directory.propose', object: providerId, detail: {} }, at);
  });
  endEntryDraft(session, input.providerId);
  return {};
}

/** The draft is in the other base: cut between the two, the entry is there and its draft is offered once more. A desk keeps none. */
function endEntryDraft(session: OpenSession, providerId: string | null): void {
  if (!holdsCases(session)) return;
  transaction(session.stores.cases, (db) => endDraft(db, session, { form: 'provider', caseId: null, recordId: providerId }));
}

/**
 * The supervisor's word on a proposal: entered as it is, over the entry it would change or as a new one, or declined (reference §7.2). Throws Refused
 * `notFound` when it waits no more, or when the entry it would change is gone, `conflict` when that entry was changed since the proposal.
 */
export function decideProposal(input: Input<'directory.decide'>, host: Host): Output<'directory.decide'> {
  const { stores } = requireSession(host);
  const { userId } = stores.user;
  const proposal = readProvider(stores.admin, input.providerId);
  if (proposal === undefined || proposal.row.status !== 'proposed') throw new Refused('notFound', NO_PROPOSAL);
  const at = host.now().getTime();
  transaction(stores.admin, (db) => {
    if (input.accept) enter(db, proposal, userId, at);
    if (!input.accept || proposal.row.replaces_id !== null) withdraw(db, proposal, userId, at);
    const detail = { decision: input.accept ? 'accepted' : 'rejected' };
    appendJournal(db, stores.actor, { kind: 'directory.decide', object: input.providerId, detail }, at);
  });
  return {};
}

function enter(db: WritableDb<'admin'>, { row, answers, services }: ListedProvider, userId: string, at: number): void {
  const entered = { status: 'listed', replaces: null, answers, checkedOn: row.checked_on } as const;
  if (row.replaces_id === null) {
    saveProvider(db, { ...entered, providerId: row.provider_id, revision: row.revision, services }, userId, at);
    return;
  }
  const replaced = readProvider(db, row.replaces_id);
  if (replaced === undefined || replaced.row.status !== 'listed') throw new Refused('notFound', NO_PROVIDER);
  if (replaced.row.revision !== row.replaces_revision) throw new Refused('conflict', CHANGED_SINCE);
  const anew = services.map((service) => ({ ...service, serviceId: null }));
  saveProvider(db, { ...entered, providerId: row.replaces_id, revision: replaced.row.revision, services: anew }, userId, at);
}

function withdraw(db: WritableDb<'admin'>, { row, answers, services }: ListedProvider, userId: string, at: number): void {
  const { provider_id: providerId, revision, checked_on: checkedOn } = row;
  const replaces = row.replaces_id === null ? null : { providerId: row.replaces_id, revision: row.replaces_revision };
  saveProvider(db, { providerId, revision, status: 'withdrawn', replaces, answers, services, checkedOn }, userId, at);
}

/** `before`: the present entry; a code it holds stays, retired since or not. Throws Refused `invalid`. */
function checkedProvider({ answers, services }: Saved, before: Answers, host: Host) {
  const context = momentOf(host);
  const provider = checkedAnswers('provider', answers, context);
  const retired = retiredProblems(formOf('provider'), provider, before, context)[0];
  if (retired !== undefined) throw new Refused('invalid', retired.message, { [retired.field]: retired.message });
  const rows = services.map(({ serviceId, answers: row }) => ({ serviceId, answers: checkedAnswers('provider_service', row, context) }));
  const together = rowProblems(
    formOf('provider_service'),
    rows.map((row) => row.answers),
  )[0];
  if (together !== undefined) throw new Refused('invalid', together.message, { [together.field]: together.message });
  return { answers: provider, services: rows, checkedOn: dateAnswer(provider, 'prov_checked_on') };
}

/** Answers of a form that belongs to no case, under the rules of the form. Throws Refused `invalid`. */
export function checkedAnswers(form: 'provider' | 'provider_service' | 'feedback', answers: unknown, context: Moment): Answers {
  const read = schemaOf(formOf(form)).safeParse(answers);
  if (!read.success) throw new Refused('invalid', BAD_ANSWER);
  const wrong = problems(formOf(form), read.data, context, 'save').filter(({ level }) => level === 'error');
  if (wrong.length > 0) throw new Refused('invalid', MISSING, Object.fromEntries(wrong.map(({ field, message }) => [field, message])));
  return read.data;
}

function isOffered({ services }: ListedProvider, category: string | undefined): boolean {
  return category === undefined || services.some(({ answers }) => answers['ps_category'] === category);
}

function isIn({ answers }: ListedProvider, region: string | undefined): boolean {
  const place = answers['prov_geo'];
  return region === undefined || (typeof place === 'object' && 'region' in place && place.region === region);
}

const NO_PROVIDER = { fr: 'Ce prestataire n’est plus dans l’annuaire.', en: 'This provider is no longer in the directory.' };
const NO_PROPOSAL = { fr: 'Cette proposition n’attend plus de décision.', en: 'This proposal no longer waits for a decision.' };
const ENTRY_CHANGED = {
  fr: 'Cette fiche a changé pendant que vous écriviez. Rouvrez-la, puis proposez de nouveau.',
  en: 'This entry changed while you were writing. Open it again, then propose anew.',
};
const CHANGED_SINCE = {
  fr: 'La fiche a changé depuis cette proposition\u00a0: elle n’a pas été remplacée. Écartez la proposition et corrigez la fiche, ou demandez une nouvelle proposition.',
  en: 'The entry changed since this proposal: it was not replaced. Put the proposal aside and correct the entry, or ask for a new proposal.',
};
const BAD_ANSWER = {
  fr: 'Une réponse n’a pas la forme attendue. Rien n’a été enregistré.',
  en: 'An answer does not have the expected form. Nothing was saved.',
};
const MISSING = { fr: 'Il manque des réponses pour enregistrer.', en: 'Some answers are missing to save.' };
