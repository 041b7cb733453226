import type { CaseRow } from '../../shared/contract/cases.ts';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { CheckIcon, CircleDashedIcon, MinusIcon } from './icons.ts';

type Consent = CaseRow['consent'];
type Purpose = keyof Consent;

const PURPOSES: readonly { readonly purpose: Purpose; readonly label: Text; readonly short: Text }[] = [
  { purpose: 'services', label: { fr: 'Accompagnement', en: 'Support' }, short: { fr: 'Services', en: 'Services' } },
  { purpose: 'reporting', label: { fr: 'Statistiques', en: 'Statistics' }, short: { fr: 'Statistiques', en: 'Statistics' } },
  { purpose: 'contact', label: { fr: 'Être recontactée', en: 'Being contacted again' }, short: { fr: 'Recontact', en: 'Contact' } },
];
const WORDS = {
  yes: { fr: 'oui', en: 'yes' },
  no: { fr: 'non', en: 'no' },
  again: { fr: 'à redemander', en: 'ask again' },
  none: { fr: 'pas demandé', en: 'not asked' },
} satisfies Record<string, Text>;

function Sign({ answer }: { readonly answer: ConsentAnswer }) {
  if (answer === 'yes') return <CheckIcon className="leaf" />;
  return answer === 'no' ? <MinusIcon /> : <CircleDashedIcon />;
}

const SHARING: Text = { fr: 'Partage avec un service', en: 'Sharing with a service' };

type ConsentAnswer = Consent[Purpose];

/** What the person authorised, purpose by purpose, always in sight (interface P12). `sharing`, where the case is open: whether an authorisation is in force today. */
export function ConsentSummary({ consent, sharing }: { readonly consent: Consent; readonly sharing?: ConsentAnswer }) {
  return (
    <ul className="consent">
      {PURPOSES.map(({ purpose, label }) => (
        <Line key={purpose} label={label} answer={consent[purpose]} />
      ))}
      {sharing !== undefined && <Line label={SHARING} answer={sharing} />}
    </ul>
  );
}

function Line({ label, answer }: { readonly label: Text; readonly answer: ConsentAnswer }) {
  return (
    <li>
      <Sign answer={answer} />
      <span className="grow">{say(label)}</span>
      <span className="hint">{say(WORDS[answer ?? 'none'])}</span>
    </li>
  );
}

/** Three small marks for a row of a list; the words for readers and on hovering. */
export function ConsentMarks({ consent }: { readonly consent: Consent }) {
  return (
    <span className="consent-marks">
      {PURPOSES.map(({ purpose, short }) => {
        const words = `${say(short)}\u00a0: ${say(WORDS[consent[purpose] ?? 'none'])}`;
        return (
          <span key={purpose} title={words}>
            <Sign answer={consent[purpose]} />
            <span className="hidden-text">{words}</span>
          </span>
        );
      })}
    </span>
  );
}
