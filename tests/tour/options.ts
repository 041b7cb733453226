import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Language } from '../../shared/text.ts';

const THEMES = ['light', 'dark', 'contrast'] as const;
const ROLES = ['nobody', 'caseworker', 'supervisor', 'administrator', 'focal-point'] as const;

/** Who sits at the machine; nobody before a session is open. */
export type TourRole = (typeof ROLES)[number];

export type TourOptions = {
  readonly out: string;
  readonly language: Language;
  readonly theme: (typeof THEMES)[number];
  readonly width: number;
  readonly height: number;
  /** Per cent, as a person sets it. */
  readonly zoom: number;
  /** Only the stops whose name has this word. */
  readonly only: string | null;
  /** Pictures of this role only; the roles before it act without pictures. */
  readonly role: TourRole | null;
};

/** Reads the options of commands.md. Throws an Error with one plain sentence on a wrong one. */
export function readTourOptions(argv: readonly string[]): TourOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      out: { type: 'string' },
      lang: { type: 'string', default: 'fr' },
      theme: { type: 'string', default: 'light' },
      size: { type: 'string', default: '1366x768' },
      zoom: { type: 'string', default: '100' },
      only: { type: 'string' },
      role: { type: 'string' },
    },
  });
  if (values.out === undefined) throw new Error('--out takes the folder for the pictures.');
  if (values.lang !== 'fr' && values.lang !== 'en') throw new Error('--lang takes fr or en.');
  const theme = THEMES.find((one) => one === values.theme);
  if (theme === undefined) throw new Error('--theme takes light, dark or contrast.');
  const role = ROLES.find((one) => one === values.role);
  if (values.role !== undefined && role === undefined) throw new Error(`--role takes ${ROLES.join(', ')}.`);
  const [, width = '', height = ''] = /^(\d{3,4})x(\d{3,4})$/.exec(values.size) ?? [];
  if (width === '') throw new Error('--size takes WIDTHxHEIGHT, for instance 1366x768.');
  const zoom = Number(values.zoom);
  if (!Number.isInteger(zoom) || zoom < 50 || zoom > 400) throw new Error('--zoom takes a number of per cent from 50 to 400.');
  const size = { width: Number(width), height: Number(height) };
  return { out: resolve(values.out), language: values.lang, theme, ...size, zoom, only: values.only ?? null, role: role ?? null };
}
