import { HEADINGS } from './headings.ts';
import { press, strike, type Part, type Stop, type Visit } from './stop.ts';

/** Before anybody is known, on a machine that is installed; `shares`: two papers that open its accounts. */
export function closedPart(shares: readonly string[]): Part {
  const [first = '', second = ''] = shares;
  return { ...CLOSED, stops: [...CLOSED.stops, ...recoverStops(first, second)] };
}

const CLOSED: Part = {
  staffCode: null,
  role: 'nobody',
  stops: [
    { name: 'unlock', heading: HEADINGS.openASession, address: '#/unlock' },
    { name: 'unlock-refused', heading: HEADINGS.openASession, address: '#/unlock', act: wrongPassphrase },
    { name: 'enrol', heading: HEADINGS.enrolment, address: '#/enrol' },
    { name: 'neutral', heading: HEADINGS.calendar, address: '#/neutral' },
  ],
};

function recoverStops(first: string, second: string): readonly Stop[] {
  const typed = (share: string) => async (visit: Visit) => {
    await visit.page.locator('#share').fill(share);
    await strike(visit, 'Tab');
  };
  return [
    { name: 'recover-account', heading: HEADINGS.forgottenPassphrase, address: '#/recover' },
    { name: 'recover-first', heading: HEADINGS.forgottenPassphrase, act: (visit) => press(visit, 'Continuer', 'Continue') },
    { name: 'recover-first-typed', heading: HEADINGS.forgottenPassphrase, act: typed(first) },
    { name: 'recover-second', heading: HEADINGS.forgottenPassphrase, act: (visit) => press(visit, 'Continuer', 'Continue') },
    {
      name: 'recover-wrong',
      heading: HEADINGS.forgottenPassphrase,
      act: (visit) => typed(first)(visit).then(() => press(visit, 'Continuer', 'Continue')),
    },
    {
      name: 'recover-signing',
      heading: HEADINGS.forgottenPassphrase,
      act: (visit) => typed(second)(visit).then(() => press(visit, 'Continuer', 'Continue')),
    },
  ];
}

async function wrongPassphrase(visit: Visit): Promise<void> {
  await visit.page.locator('#passphrase').fill('une phrase inventée qui n’ouvre rien');
  await strike(visit, 'Enter');
}
