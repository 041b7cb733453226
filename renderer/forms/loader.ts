import { redirect } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import type { CaseFile } from '../../shared/contract/cases.ts';
import type { OpenedForm } from '../../shared/contract/forms.ts';
import type { Provider } from '../../shared/contract/directory.ts';
import type { Output } from '../../shared/contract.ts';
import type { Option, Options } from '../../shared/forms/lists/option.ts';
import { fieldsOf } from '../../shared/forms/fields.ts';
import { formOf, isFormId, rowFormsOf } from '../../shared/forms/registry.ts';
import type { FormId } from '../../shared/forms/registry.ts';
import { formatDate } from '../../shared/time.ts';
import { call } from '../api.ts';
import { useSession } from '../session.ts';
import { wording } from '../wording.ts';

/** What the address says instead of an identifier when the record does not exist yet. */
const NEW_RECORD = 'new';

export type FormData = {
  readonly opened: OpenedForm;
  readonly file: CaseFile;
  readonly references: Readonly<Record<string, Options>>;
  /** The directory, where the form or its rows ask for a provider. */
  readonly providers: readonly Provider[];
  /** What the site announces of mandatory reporting, where consent is asked. */
  readonly reporting: Output<'mandatoryReporting.read'> | null;
};

/** Address of a form: `/cases/:case/forms/:form/:record?/:section?`. */
export function formAddress(caseId: string, form: string, recordId: string | null, section?: string): string {
  const base = `/cases/${caseId}/forms/${form}/${recordId ?? NEW_RECORD}`;
  return section === undefined ? base : `${base}/${section}`;
}

/** Reads one form of a case, its draft, the case file for the side column, and the choices of its links. Throws `Failed`. */
export async function formLoader({ params, request }: LoaderFunctionArgs): Promise<FormData> {
  const { case: caseId = '', form = '', record = NEW_RECORD } = params;
  if (!isFormId(form)) throw redirect(`/cases/${caseId}`);
  const query = new URL(request.url).searchParams;
  const [opened, file] = await Promise.all([
    call('forms.open', {
      caseId,
      form,
      recordId: record === NEW_RECORD ? null : record,
      parentId: query.get('parent'),
      narrative: query.get('narrative') === 'read',
    }),
    call('cases.open', { caseId }),
  ]);
  const providers = asksProvider(form) ? (await call('directory.list', {})).providers : [];
  const reporting = form === 'consent_service' ? await call('mandatoryReporting.read', {}) : null;
  return { opened, file, providers, reporting, references: referencesOf(opened, file, providers) };
}

function asksProvider(form: FormId): boolean {
  const fields = [form, ...rowFormsOf(form)].flatMap((id) => fieldsOf(formOf(id)));
  return fields.some(({ field }) => field.type === 'ref' && field.to === 'provider');
}

function referencesOf(opened: OpenedForm, file: CaseFile, providers: readonly Provider[]): Readonly<Record<string, Options>> {
  const referrals = file.referrals.map(({ recordId, referralCode, category }): Option => {
    const service = wording('service_category', category);
    return { code: recordId, fr: `${referralCode}, ${service.fr}`, en: `${referralCode}, ${service.en}` };
  });
  const named = providers.map(({ providerId, answers }) => nameOf(providerId, answers['prov_name']));
  const authorisations = file.authorisations.map(({ recordId, recipient, until }): Option => {
    const service = wording('consent_recipient', recipient);
    return {
      code: recordId,
      fr: `${service.fr}, jusqu’au ${formatDate(until, 'fr')}`,
      en: `${service.en}, until ${formatDate(until, 'en')}`,
    };
  });
  return { referral: referrals, consent_item: authorisations, site: siteOf(opened), provider: named };
}

/** The centre of a record, by the code people know it by. */
function siteOf({ answers }: OpenedForm): Options {
  const site = answers['site_id'];
  const code = useSession.getState().state?.siteCode;
  return typeof site !== 'string' || code === undefined || code === null ? [] : [{ code: site, fr: code, en: code }];
}

function nameOf(code: string, name: unknown): Option {
  const text = typeof name === 'string' ? name : code;
  return { code, fr: text, en: text };
}
