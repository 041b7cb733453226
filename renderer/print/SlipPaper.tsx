import type { ReactNode } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { HALVES, type Half, type Slip } from '../../shared/contract/printing.ts';
import { TRAINING_PRINT } from '../../shared/exchange/sentences.ts';
import type { Text } from '../../shared/text.ts';
import { NUMBER_SIGN, SERVICE } from '../../shared/words.ts';
import { formatDateTime, formatLongDate } from '../../shared/time.ts';
import { call } from '../api.ts';
import { language, say } from '../language.ts';
import { useSession } from '../session.ts';
import { wording } from '../wording.ts';
import './paper.css';
import './slip.css';
import { usePrintReady } from './pageFoot.ts';
import { page, MAY } from '../frame/page.ts';

const TITLE: Text = { fr: 'Fiche de référencement', en: 'Referral slip' };
const FOR_PROVIDER: Text = { fr: 'Pour le prestataire', en: 'For the provider' };
const APPOINTED: Text = { fr: 'Votre rendez-vous', en: 'Your appointment' };
const FOR_PERSON: Text = { fr: 'À montrer à l’arrivée', en: 'To be shown on arrival' };
const ADDRESSED: Text = { fr: 'Adressée à', en: 'Addressed to' };
const URGENCY: Text = { fr: 'Urgence', en: 'Urgency' };
const PLACE: Text = { fr: 'Lieu', en: 'Place' };
const HOURS: Text = { fr: 'Jours et heures', en: 'Days and hours' };
const APPOINTMENT: Text = { fr: 'Rendez-vous', en: 'Appointment' };
const SPOKEN: Text = { fr: 'De vive voix', en: 'By word of mouth' };
const SHORT: Readonly<Record<string, Text>> = {
  code_only: { fr: 'Code', en: 'Code' },
  age_sex: { fr: 'Âge, sexe', en: 'Age, sex' },
  needs: { fr: 'Besoins', en: 'Needs' },
  incident_type: { fr: 'Nature', en: 'Nature' },
  incident_date: { fr: 'Date', en: 'Date' },
  risk_info: { fr: 'Risque', en: 'Risk' },
};
const GRID: Text = { fr: 'Nature\u00a0: voir la grille remise aux prestataires.', en: 'Nature: see the grid given to providers.' };
const COUPON: Text = { fr: 'Coupon de retour', en: 'Return coupon' };
const TICKS: readonly Text[] = [
  { fr: 'Reçue', en: 'Received' },
  { fr: 'Service fourni', en: 'Service given' },
  { fr: 'Absente', en: 'Did not come' },
  { fr: 'Autre', en: 'Other' },
];
const NO_NAME: Text = { fr: 'N’écrivez aucun nom sur ce coupon.', en: 'Write no name on this coupon.' };
const CUT: Text = { fr: 'Couper ici', en: 'Cut here' };

export type SlipSheetData = { readonly slip: Slip; readonly halves: Half };

async function slipSheetLoader({ params }: LoaderFunctionArgs): Promise<SlipSheetData> {
  const halves = HALVES.find((one) => one === params['halves']);
  if (halves === undefined) throw new Response(null, { status: 404 });
  const slip = await call('slips.open', { caseId: params['caseId'] ?? '', recordId: params['recordId'] ?? '' });
  return { slip, halves };
}

/** The sheet that is printed: nothing on it says who draws it, for whom, or why (interface §8). */
function SlipPaper({ slip, halves }: SlipSheetData) {
  usePrintReady();
  return (
    <main className="paper slip" id="main">
      <h1 className="hidden-text">{say(TITLE)}</h1>
      <SlipSheet slip={slip} halves={halves} />
    </main>
  );
}

export const slipPaperPage = page({
  path: '/print/slip/:caseId/:recordId/:halves',
  roles: MAY.caseworker,
  rail: null,
  load: slipSheetLoader,
  Page: SlipPaper,
});

/** Two halves of one sheet: what the provider may know, and what the person needs to find the place. */
export function SlipSheet({ slip, halves }: SlipSheetData) {
  const training = useSession(({ state }) => state?.training ?? false);
  return (
    <>
      {training && <p className="paper-training">{say(TRAINING_PRINT)}</p>}
      {halves !== 'person' && <ProviderHalf slip={slip} />}
      {halves === 'both' && <p className="slip-cut">{say(CUT)}</p>}
      {halves !== 'provider' && <PersonHalf slip={slip} />}
    </>
  );
}

function ProviderHalf({ slip }: { readonly slip: Slip }) {
  const before: Text | null =
    slip.deadline === null
      ? null
      : { fr: `, avant le ${formatDateTime(slip.deadline, 'fr')}`, en: `, before ${formatDateTime(slip.deadline, 'en')}` };
  return (
    <section className="slip-half">
      <Head title={TITLE} half={FOR_PROVIDER} number={slip.number} />
      <dl className="slip-lines">
        <Line name={ADDRESSED}>{slip.provider.name}</Line>
        <Line name={SERVICE}>{say(wording('service_category', slip.category))}</Line>
        <Line name={URGENCY}>
          <strong>{say(wording('urgency', slip.urgency))}</strong>
          {before !== null && say(before)}
        </Line>
        {slip.lines.map(({ item, text }) => (
          <Line key={item} name={SHORT[item] ?? wording('info_item', item)}>
            {say(text)}
          </Line>
        ))}
        {slip.spoken.length > 0 && (
          <Line name={SPOKEN}>{slip.spoken.map((item) => say(wording('info_item', item)).toLowerCase()).join(', ')}</Line>
        )}
      </dl>
      {slip.lines.some(({ item }) => item === 'incident_type') && <p className="slip-small">{say(GRID)}</p>}
      <div className="slip-coupon">
        <p>
          <strong>{say(COUPON)}</strong> · <span className="slip-number">{slip.number}</span>
        </p>
        {slip.feedbackDue !== null && <p>{say(dueWords(slip.feedbackDue))}</p>}
        <ul>
          {TICKS.map((tick) => (
            <li key={tick.fr}>
              <span className="slip-box" /> {say(tick)}
            </li>
          ))}
        </ul>
        <p className="slip-small">{say(NO_NAME)}</p>
      </div>
    </section>
  );
}

function PersonHalf({ slip: { number, provider, appointment } }: { readonly slip: Slip }) {
  return (
    <section className="slip-half">
      <Head title={APPOINTED} half={FOR_PERSON} number={number} />
      <dl className="slip-lines">
        <Line name={PLACE}>{[provider.name, provider.address].filter((part) => part !== null && part !== '').join(', ')}</Line>
        {provider.hours !== null && <Line name={HOURS}>{provider.hours}</Line>}
        {appointment !== null && <Line name={APPOINTMENT}>{formatDateTime(appointment, language())}</Line>}
      </dl>
    </section>
  );
}

function Head({ title, half, number }: { readonly title: Text; readonly half: Text; readonly number: string }) {
  return (
    <header className="slip-head">
      <h2>{say(title)}</h2>
      <p>
        {say(half)} · {say(NUMBER_SIGN)} <span className="slip-number">{number}</span>
      </p>
    </header>
  );
}

function Line({ name, children }: { readonly name: Text; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{say(name)}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function dueWords(day: string): Text {
  return { fr: `Retour attendu avant le ${formatLongDate(day, 'fr')}`, en: `Answer expected before ${formatLongDate(day, 'en')}` };
}
