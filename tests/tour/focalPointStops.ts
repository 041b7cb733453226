import { vectorOf } from '../../electron/sealed/template.ts';
import { newSecondDesk, type Installation } from '../support/installation.ts';
import { FROZEN_MONTH } from '../support/seedDemoCases.ts';
import { carry, confirmCard, deliverBoth, enterCentre, importNamed, threeCentres, type Custodians } from '../support/sealed.ts';
import { HEADINGS } from './headings.ts';
import { chooseStick, press, strike, type Part, type Visit } from './stop.ts';

export const FOCAL_POINT: Part = {
  staffCode: 'PF1',
  role: 'focal-point',
  stops: [
    { name: 'inbox', heading: HEADINGS.inbox, address: '#/inbox' },
    { name: 'inbox-picker', heading: HEADINGS.chooseReceivedFiles, act: (visit) => press(visit, 'Choisir des fichiers', 'Choose files') },
    { name: 'inbox-verdicts', heading: HEADINGS.inbox, act: importAgain },
    { name: 'coverage', heading: HEADINGS.coverage, address: '#/coverage' },
    { name: 'tables', heading: HEADINGS.consolidatedOctober, address: '#/tables' },
    ...['G02a', 'G02b', 'G03', 'G10', 'G13', 'G24', 'G25', 'T01a', 'T01b'].map((id) => ({
      name: `tables-${id}`,
      heading: HEADINGS.consolidatedOctober,
      address: `#/tables/${FROZEN_MONTH}/${id}`,
    })),
    { name: 'tables-hand-out', heading: HEADINGS.handOutTheTables, act: (visit) => strike(visit, 'p') },
    {
      name: 'print',
      heading: HEADINGS.consolidatedReportOctober2026,
      address: `#/print/consolidated/${FROZEN_MONTH}`,
      act: (visit) => strike(visit, 'Escape'),
    },
    { name: 'structures', heading: HEADINGS.structures, address: '#/structures' },
    { name: 'cards', heading: HEADINGS.keyCards, address: '#/cards' },
    { name: 'directory', heading: HEADINGS.services, address: '#/services' },
    { name: 'protection', heading: HEADINGS.howFiguresAreProtected, address: '#/protection' },
    {
      name: 'protection-change',
      heading: HEADINGS.ruleOfTheSubCluster,
      act: (visit) => press(visit, 'Changer la règle', 'Change the rule'),
    },
    { name: 'lists', heading: HEADINGS.listsOfChoices, address: '#/lists', act: (visit) => strike(visit, 'Escape') },
    { name: 'lists-add', heading: HEADINGS.addPlaceType, act: (visit) => press(visit, 'Ajouter un choix', 'Add a choice') },
    { name: 'lists-added', heading: HEADINGS.listsOfChoices, act: agreeOnPlace },
    {
      name: 'lists-change',
      heading: HEADINGS.changePlaceType,
      act: (visit) => press(visit, 'Modifier Brousse / forêt', 'Change Bush / forest'),
    },
    { name: 'lists-cercles', heading: HEADINGS.listsOfChoices, address: '#/lists?list=cercle' },
    { name: 'directory-hand-out', heading: HEADINGS.directoryHandedOut, address: '#/services', act: handOutDirectory },
    { name: 'journal', heading: HEADINGS.journal, address: '#/admin/journal' },
    { name: 'proofs', heading: HEADINGS.proofs, address: '#/admin/proofs' },
    { name: 'accounts', heading: HEADINGS.accounts, address: '#/admin/users' },
    { name: 'sealed', heading: HEADINGS.sealedOpening, address: '#/sealed' },
    { name: 'sealed-halves', heading: HEADINGS.sealedOpening, act: receiveHalves },
    { name: 'sealed-list', heading: HEADINGS.sealedOpening, act: (visit) => press(visit, 'Commencer l’ouverture', 'Begin the opening') },
    { name: 'sealed-agree', heading: HEADINGS.sealedOpening, act: receiveList },
    { name: 'sealed-guide', heading: HEADINGS.sealedOpening, address: '#/print/sealed' },
  ],
};

/** A second custodian and three invented centres, as they would come by USB key; three others were late in a quarter that has ended. */
async function receiveHalves(visit: Visit): Promise<void> {
  const second = await newSecondDesk();
  await second.unlock('PF1');
  const { installation } = visit;
  const met = {
    a: installation,
    b: second,
    cardOfA: await confirmCard(installation, second),
    cardOfB: await confirmCard(second, installation),
  };
  await threeCentres(met, SEALED_MONTH, () => vectorOf([], SEALED_MONTH));
  for (const month of ['2026-01', '2026-02', '2026-03'])
    await deliverBoth(met, await enterCentre(met, `TAR${Number(month.slice(5))}`, 'gao'), month, vectorOf([], month));
  custodians.set(installation, met);
  await lookAgain(visit);
}

/** The list of the other custodian for the quarter, which waits first, received. */
async function receiveList(visit: Visit): Promise<void> {
  const met = custodians.get(visit.installation);
  if (met === undefined) throw new Error('no second custodian');
  const { openingId } = await met.b.ask('sealed.begin', { period: '2026-Q1', cardId: met.cardOfA, part: 'all' });
  await importNamed(met.a, await carry(met.b, met.a, openingId, 'list'));
  met.b.remove();
  await lookAgain(visit);
}

async function lookAgain(visit: Visit): Promise<void> {
  await visit.page.goto(visit.page.url().replace(/#.*/u, '#/inbox'));
  await visit.screen.still();
  await press(visit, 'Ouverture scellée', 'Sealed opening');
}

const custodians = new Map<Installation, Custodians>();
const SEALED_MONTH = '2026-06';

async function agreeOnPlace(visit: Visit): Promise<void> {
  await visit.page.locator('#code-fr').fill('Gare routière');
  await visit.page.locator('#code-en').fill('Bus station');
  await visit.page.locator('#code-counts').selectOption('transport');
  await press(visit, 'Enregistrer', 'Save');
}

async function handOutDirectory(visit: Visit): Promise<void> {
  await press(visit, 'Remettre aux centres', 'Hand out to the centres');
  await chooseStick(visit);
}

async function importAgain(visit: Visit): Promise<void> {
  await press(visit, 'Clé USB', 'Clé USB');
  for (const line of await visit.page.locator('dialog .picker button').all()) await line.click();
  await press(visit, 'Choisir \\d', 'Choose \\d');
}
