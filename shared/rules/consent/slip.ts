import { LISTS, label, type CodeOf } from '../../forms/lists/all.ts';
import type { Text } from '../../text.ts';
import { formatDate, type IsoDateTime } from '../../time.ts';
import type { InfoItem } from './consent.ts';
import type { IncidentDate } from '../incident/incidentDate.ts';

/** What a slip may carry in writing. Everything else is given by word of mouth: a paper is found, lent, photographed (reference §3.13: « never the name »; interface §8). */
export const WRITTEN_ITEMS = [
  'code_only',
  'age_sex',
  'needs',
  'incident_type',
  'incident_date',
  'risk_info',
] as const satisfies readonly InfoItem[];
type WrittenItem = (typeof WRITTEN_ITEMS)[number];

/** What the case knows of the items that may be written; null: not asked or not known. */
export type SlipFacts = {
  readonly survivorCode: string;
  readonly ageYears: number | null;
  readonly sex: CodeOf<'sex'> | null;
  readonly details: readonly CodeOf<'service_detail'>[];
  readonly gbvType: CodeOf<'gbv_type'> | null;
  readonly incidentDate: IncidentDate | null;
  readonly incidentTime: string | null;
  readonly risk: CodeOf<'risk_level'> | null;
  /** The earliest end of a medical clock that still runs. */
  readonly deadline: IsoDateTime | null;
};

export type SlipLine = { readonly item: WrittenItem; readonly text: Text };

/** One slip's lines for the provider: what is written, what is given by word of mouth, and until when at the latest. */
export type SlipContent = {
  readonly lines: readonly SlipLine[];
  readonly spoken: readonly InfoItem[];
  readonly deadline: IsoDateTime | null;
};

/**
 * What the provider's half says: of the items that may be shared (`allowed`, judged by `mayShare` for this recipient, provider and day) those that may be written, when they are known; the
 * others to be given by word of mouth. The type is its number on the grid that providers have, never a word; an end of a clock shows the day of the incident, so it follows that item.
 */
export function slipContent(allowed: readonly InfoItem[], facts: SlipFacts): SlipContent {
  const written = WRITTEN_ITEMS.filter((item) => allowed.includes(item));
  return {
    lines: written.flatMap((item) => {
      const text = WRITERS[item](facts);
      return text === null ? [] : [{ item, text }];
    }),
    spoken: allowed.filter((item) => !isWritten(item)),
    deadline: allowed.includes('incident_date') ? facts.deadline : null,
  };
}

/** Number of a type on the grid of types; null for what is no type of it. */
export function gridNumber(type: CodeOf<'gbv_type'>): number | null {
  const place = GRID.findIndex((one) => one === type);
  return place < 0 ? null : place + 1;
}

/** Types in the order of the grid that is given to providers (GBVIMS classification). */
export const GRID: readonly CodeOf<'gbv_type'>[] = LISTS.gbv_type.map(({ code }) => code).filter((code) => code !== 'non_gbv');

const WRITERS: Readonly<Record<WrittenItem, (facts: SlipFacts) => Text | null>> = {
  code_only: ({ survivorCode }) => ({ fr: survivorCode, en: survivorCode }),
  age_sex: ageAndSex,
  needs: ({ details }) => joined(details.map((detail) => label('service_detail', detail))),
  incident_type: ({ gbvType }) => {
    const number = gbvType === null ? null : gridNumber(gbvType);
    return number === null ? null : { fr: `Type ${number}`, en: `Type ${number}` };
  },
  incident_date: dateOfIncident,
  risk_info: ({ risk }) => (risk === null ? null : label('risk_level', risk)),
};

function isWritten(item: InfoItem): boolean {
  return WRITTEN_ITEMS.some((written) => written === item);
}

function ageAndSex({ ageYears, sex }: SlipFacts): Text | null {
  const years = (unit: string) => (ageYears === null ? [] : [`${ageYears} ${unit}`]);
  const words = sex === null ? null : label('sex', sex);
  const fr = [...years('ans'), ...(words === null ? [] : [words.fr.toLowerCase()])].join(', ');
  const en = [...years('years'), ...(words === null ? [] : [words.en.toLowerCase()])].join(', ');
  return fr === '' ? null : { fr, en };
}

function dateOfIncident({ incidentDate, incidentTime }: SlipFacts): Text | null {
  if (incidentDate === null || incidentDate.precision === 'unknown') return null;
  const { date, precision } = incidentDate;
  const hour: Text =
    incidentTime === null ? { fr: 'heure inconnue', en: 'time unknown' } : { fr: `${incidentTime} environ`, en: `about ${incidentTime}` };
  const day: Text = { fr: formatDate(date, 'fr'), en: formatDate(date, 'en') };
  return precision === 'exact'
    ? { fr: `${day.fr}, ${hour.fr}`, en: `${day.en}, ${hour.en}` }
    : { fr: `vers ${day.fr}`, en: `about ${day.en}` };
}

function joined(texts: readonly Text[]): Text | null {
  return texts.length === 0 ? null : { fr: texts.map(({ fr }) => fr).join(', '), en: texts.map(({ en }) => en).join(', ') };
}
