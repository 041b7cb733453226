import type { Person } from '../../shared/names/compare.ts';

/** First and family names heard in Mali, put together at random: nobody in particular. */
const FIRST = [
  'Awa, Aminata, Fatoumata, Mariam, Kadidia, Rokia, Oumou, Sitan, Assitan, Djélika, Korotoumou, Tenin, Nana, Hawa, Bintou',
  'Safiatou, Salimata, Djénéba, Maïmouna, Ramata, Fanta, Coumba, Penda, Yacine, Zeïnabou, Haby, Aïssata, Adama, Niélé, Worokia',
  'Founè, Kankou, Sanata, Ténimba, Massaran, Nafissatou, Alimata, Binta, Dado, Inna, Lalla, Tata, Yaye, Sira, Mah',
].flatMap((line) => line.split(', '));
const MEN = [
  'Moussa, Amadou, Oumar, Ibrahim, Seydou, Boubacar, Mamadou, Souleymane, Issa, Yacouba, Drissa, Lassina, Bakary, Modibo, Cheick',
  'Abdoulaye, Hamidou, Sékou, Daouda, Ousmane, Alassane, Bréhima, Karim, Nouhoum, Tiémoko, Zoumana, Youssouf, Kalifa, Mahamadou, Aliou',
].flatMap((line) => line.split(', '));
const LAST = [
  'Coulibaly, Traoré, Diarra, Keïta, Konaté, Touré, Cissé, Sangaré, Sidibé, Diallo, Dembélé, Koné, Sissoko, Kanté, Doumbia',
  'Camara, Fofana, Diakité, Sacko, Maïga, Haïdara, Cissoko, Togola, Bagayoko, Samaké, Ouattara, Berthé, Sanogo, Dolo, Guindo',
  'Tembely, Ouologuem, Karembé, Poudiougou, Kassogué, Saye, Arama, Dicko, Bah, Barry, Sow, Thiam, Niaré, Fané, Kamissoko',
  'Ag Ahmed, Ag Mohamed, Walet Ibrahim, Ould Sidi, Tapily, Napo, Yattara, Djibo, Soumaré, Danioko, Goïta, Dakouo, Mounkoro, Théra, Kéïta-Diop',
].flatMap((line) => line.split(', '));
/** Part of the persons who leave a number. */
const WITH_TELEPHONE = 0.7;
const NICKNAMES = ['Yah', 'Tènè', 'Baba', 'Vieux', 'Mah', 'Tanti', 'Papou'];

/** Numbers from 0 to 1. */
export type Draw = () => number;

function pick<T>(draw: Draw, among: readonly T[]): T {
  const found = among[Math.floor(draw() * among.length)];
  if (found === undefined) throw new RangeError('nothing to choose from');
  return found;
}

/** Somebody: three in four are women; half have two first names. One surname in this list has hundreds of bearers among 20,000. */
export function somebody(draw: Draw): Person {
  const sex = draw() < 0.75 ? 'female' : 'male';
  const first = sex === 'female' ? FIRST : MEN;
  const names = draw() < 0.5 ? [pick(draw, first), pick(draw, first)] : [pick(draw, first)];
  const person = { name: `${names.join(' ')} ${pick(draw, LAST)}`, sex, age: 1 + Math.floor(draw() * 70) };
  return draw() < WITH_TELEPHONE ? { ...person, phone: telephone(draw) } : person;
}

function telephone(draw: Draw): string {
  return String(60_000_000 + Math.floor(draw() * 39_000_000));
}

type Hand = (draw: Draw, person: Person) => Person;

/** What another hand, another day, makes of a person; each alone changes something. */
const HANDS: readonly Hand[] = [
  (draw, person) => renamed(person, (name) => otherSpelling(draw, name)),
  (draw, person) => renamed(person, (name) => otherSpelling(draw, name)),
  (_, person) => renamed(person, (name) => name.split(' ').toReversed().join(' ')),
  (draw, person) => renamed(person, (name) => slipOfThePen(draw, name)),
  (draw, person) => renamed(person, (name) => `${name} dite ${pick(draw, NICKNAMES)}`),
  (draw, person) => ({ ...person, age: Math.max(0, (person.age ?? 0) + pick(draw, [-2, -1, 1, 2])) }),
  (draw, { phone: _, ...person }) => (draw() < 0.5 ? person : { ...person, phone: telephone(draw) }),
];

/** The same person as written elsewhere: two to four different changes. */
export function writtenElsewhere(draw: Draw, person: Person): Person {
  const hands = HANDS.map((hand) => ({ hand, order: draw() })).toSorted((left, right) => left.order - right.order);
  const changes = 2 + Math.floor(draw() * 3);
  return hands.slice(0, changes).reduce((written, { hand }) => hand(draw, written), person);
}

function renamed(person: Person, change: (name: string) => string): Person {
  return { ...person, name: change(person.name ?? '') };
}

const SPELLINGS: readonly ((name: string) => string)[] = [
  (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
  (name) => name.replace(/ou/g, 'u').replace(/Ou/g, 'U'),
  (name) => name.replace(/[CK](?=[aou])/g, (letter) => (letter === 'C' ? 'K' : 'C')),
  (name) => name.replace(/y/g, 'i').replace(/ï/g, 'y'),
  (name) => name.replace(/ss/g, 's').replace(/ll/g, 'l').replace(/nn/g, 'n'),
  (name) => name.replace(/Di(?=a)/g, 'Dj').replace(/Dj(?=é|e)/g, 'Di'),
  (name) => name.toUpperCase(),
  (name) => name.replace(/\bHa/g, 'A').replace(/\bAwa/g, 'Hawa'),
];

/** One way of spelling that changes this name, or none does. */
function otherSpelling(draw: Draw, name: string): string {
  const changed = SPELLINGS.map((spell) => spell(name)).filter((written) => written !== name);
  return changed.length === 0 ? name : pick(draw, changed);
}

function slipOfThePen(draw: Draw, name: string): string {
  const at = 1 + Math.floor(draw() * Math.max(1, name.length - 2));
  const [before, here, next, after] = [name.slice(0, at), name.charAt(at), name.charAt(at + 1), name.slice(at + 2)];
  return pick(draw, [`${before}${next}${here}${after}`, `${before}${next}${after}`, `${before}${here}${here}${next}${after}`]);
}
