import { wordList } from '../wordList.ts';
import { readName, skeleton } from './spelling.ts';

/** Family names frequent in Mali; only to distinguish the family name from the first name when a register writes both in one cell. */
const FAMILY_NAMES = wordList(`
  Coulibaly | Traoré | Tarawere | Diarra | Keïta | Touré | Diallo | Cissé | Sissoko | Cissoko | Konaté | Koné | Sangaré | Sidibé |
  Diakité | Dembélé | Doumbia | Fofana | Haïdara | Maïga | Samaké | Sacko | Sylla | Sow | Bah | Ba | Barry | Tall | Kanté | Kouyaté |
  Diabaté | Kanouté | Camara | Dicko | Cissouma | Guindo | Togo | Tembely | Tembiné | Poudiougo | Ouologuem | Arama | Kassogué | Dolo |
  Saye | Karambé | Kodio | Djiguiba | Yalcouyé | Sagara | Bocoum | Niangado | Niangaly | Bagayoko | Ballo | Bamba | Berthé | Bengaly |
  Bouaré | Boré | Daou | Dao | Dia | Diop | Diawara | Dissa | Djiré | Drabo | Dramé | Famanta | Fané | Gakou | Gassama | Goïta | Guissé |
  Jara | Kamissoko | Kampo | Karabenta | Kébé | Konta | Kone | Kossé | Lah | Ly | Macalou | Magassa | Magassouba | Malé | Mallé | Mariko |
  Minta | Nadio | Niaré | Nientao | Nomoko | Ongoïba | Ouattara | Ouédraogo | Sagaïdou | Sanogo | Santara | Sidiki | Simpara | Sinayoko |
  Sogoba | Soumaré | Soumaoro | Soukouna | Tangara | Telly | Témé | Théra | Thiam | Thiéro | Timbiné | Timbo | Toloba | Tounkara | Wagué |
  Waigalo | Yaro | Yattara | Yattassaye | Zerbo | Cissao | Danioko | Dackouo | Dena | Diassana | Goro | Kamaté | Kansaye | Naparé |
  Perou | Sangho | Senou | Sissouma | Tapily | Tolo | Baby | Arby | Kounta | Diawando | Yara | Zouré
`);

const KNOWN: ReadonlySet<string> = new Set(FAMILY_NAMES.map((name) => skeleton(readName(name).words[0]?.plain ?? '')));
const LINEAGE = /^(?:ag|walet|oualet|wallet|ould|mint)(?:[-\s]|$)/iu;
const NICKNAME = /\s+(?:dits?|dites?|alias)\s+(\S+)/iu;

/** A name in its parts, each as written. When the family name is not recognised, the whole stays in `last`: nothing is guessed. */
export type NameParts = {
  readonly last: string;
  readonly first: string | null;
  readonly nickname: string | null;
  readonly certain: boolean;
};

/** Splits « Nana Cissoko », « CISSOKO Nana » or « Nana Ag-Ahmed dite Tata »; the family name is looked for at either end. */
export function splitName(text: string): NameParts {
  const whole = text.trim().replace(/\s+/g, ' ');
  const nickname = NICKNAME.exec(` ${whole}`)?.[1] ?? null;
  const words = (nickname === null ? whole : ` ${whole}`.replace(NICKNAME, '').trim()).split(' ');
  const lineage = words.findIndex((word) => LINEAGE.test(word));
  if (lineage > 0) return parts(words.slice(lineage), words.slice(0, lineage), nickname);
  const last = words.at(-1) ?? '';
  const first = words[0] ?? '';
  if (words.length > 1 && isFamilyName(last) && !isFamilyName(first)) return parts([last], words.slice(0, -1), nickname);
  if (words.length > 1 && isFamilyName(first) && !isFamilyName(last)) return parts([first], words.slice(1), nickname);
  if (words.length > 1 && lineage === 0) return parts(words.slice(0, -1), [last], nickname);
  return { last: words.join(' '), first: null, nickname, certain: false };
}

function parts(last: readonly string[], first: readonly string[], nickname: string | null): NameParts {
  return { last: last.join(' '), first: first.join(' '), nickname, certain: true };
}

function isFamilyName(word: string): boolean {
  return readName(word).words.some((part) => KNOWN.has(part.skeleton));
}
