import { Link } from 'react-router';
import type { Provider } from '../../../shared/contract/directory.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { fieldTable } from '../../../shared/forms/fields.ts';
import { formOf } from '../../../shared/forms/registry.ts';
import type { FormId } from '../../../shared/forms/registry.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { answerInWords } from '../../forms/fields/FixedField.tsx';
import { language, say } from '../../language.ts';
import { State } from '../../ui/Chip.tsx';
import { AlertIcon, BuildingIcon, CheckIcon, ChevronRightIcon } from '../../ui/icons.ts';

const NEVER: Text = { fr: 'jamais vérifié', en: 'never checked' };

/** Words of one answer of a form, empty when it was not given. */
export function words(form: FormId, answers: Answers, code: string): Text {
  const field = fieldTable(formOf(form))[code];
  return field === undefined || answers[code] === undefined ? { fr: '', en: '' } : answerInWords(field, answers[code]);
}

/** One provider: name, services, hours, when it was checked. */
export function ProviderLine({ provider, opens }: { readonly provider: Provider; readonly opens: boolean }) {
  const answers = provider.answers;
  const services = provider.services.map(({ answers: service }) => say(words('provider_service', service, 'ps_category')));
  const hours = [
    ...new Set(provider.services.map(({ answers: service }) => say(words('provider_service', service, 'ps_days_hours')))),
  ].filter((one) => one !== '');
  const face = (
    <>
      <BuildingIcon />
      <span className="grow">
        <span className="title">{say(words('provider', answers, 'prov_name'))}</span>
        <span className="hint"> {say(words('provider', answers, 'prov_geo'))}</span>
        <br />
        <span className="under">{[services.join(', '), ...hours].filter((part) => part !== '').join(' · ')}</span>
      </span>
      <Freshness provider={provider} />
    </>
  );
  if (!opens) return <span className="list-line two">{face}</span>;
  return (
    <Link className="list-line two" to={`/services/${provider.providerId}`}>
      {face}
      <ChevronRightIcon />
    </Link>
  );
}

function Freshness({ provider: { checkedOn, freshness } }: { readonly provider: Provider }) {
  const day = checkedOn === null ? null : formatDate(checkedOn, language());
  const checked = day === null ? say(NEVER) : say({ fr: `vérifié le ${day}`, en: `checked on ${day}` });
  return freshness === 'fresh' ? (
    <State tone="leaf" icon={CheckIcon}>
      {checked}
    </State>
  ) : (
    <State tone="ochre" icon={AlertIcon}>
      {checked}
    </State>
  );
}
