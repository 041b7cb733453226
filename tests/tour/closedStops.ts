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
    { name: 'unlock', address: '#/unlock' },
    { name: 'unlock-refused', address: '#/unlock', act: wrongPassphrase },
    { name: 'enrol', address: '#/enrol' },
    { name: 'neutral', address: '#/neutral' },
  ],
};

function recoverStops(first: string, second: string): readonly Stop[] {
  const typed = (share: string) => async (visit: Visit) => {
    await visit.page.locator('#share').fill(share);
    await strike(visit, 'Tab');
  };
  return [
    { name: 'recover-account', address: '#/recover' },
    { name: 'recover-first', act: (visit) => press(visit, 'Continuer', 'Continue') },
    { name: 'recover-first-typed', act: typed(first) },
    { name: 'recover-second', act: (visit) => press(visit, 'Continuer', 'Continue') },
    { name: 'recover-wrong', act: (visit) => typed(first)(visit).then(() => press(visit, 'Continuer', 'Continue')) },
    { name: 'recover-signing', act: (visit) => typed(second)(visit).then(() => press(visit, 'Continuer', 'Continue')) },
  ];
}

async function wrongPassphrase(visit: Visit): Promise<void> {
  await visit.page.locator('#passphrase').fill('une phrase inventée qui n’ouvre rien');
  await strike(visit, 'Enter');
}
