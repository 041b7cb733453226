import type { Input } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/failure.ts';
import { isSoundType } from '../../../shared/rules/attachments/attachments.ts';
import { attempt } from '../../api.ts';
import type { Outcome } from '../../api.ts';
import { bytesOf, textOf } from '../../bytes.ts';
import { drawAgain, type Drawn } from './drawAgain.ts';

/** A file that was chosen, as it will be kept: a picture drawn again, or a sound that is read from its file once more. */
export type Chosen =
  | { readonly what: 'picture'; readonly drawn: Drawn }
  | { readonly what: 'sound'; readonly file: string; readonly blob: Blob; readonly playable: boolean };

/** Reads a chosen file through the request handler and draws a picture again; nothing is kept. */
export async function readChosen(file: string): Promise<Outcome<Chosen>> {
  const outcome = await attempt('attachments.look', { file });
  if (!outcome.ok) return outcome;
  const { type, bytes } = outcome.value;
  const blob = new Blob([bytesOf(bytes)], { type });
  if (isSoundType(type)) return { ok: true, value: { what: 'sound', file, blob, playable: false } };
  const drawn = await drawAgain(blob);
  return drawn === null ? { ok: false, failure: DAMAGED } : { ok: true, value: { what: 'picture', drawn } };
}

/** What the request handler is given to keep. */
export async function contentOf(chosen: Chosen): Promise<Input<'attachments.add'>['content']> {
  if (chosen.what === 'sound') return { what: 'sound', file: chosen.file };
  return { what: 'picture', picture: await textOf(chosen.drawn.picture), thumbnail: await textOf(chosen.drawn.thumbnail) };
}

const DAMAGED: Failure = {
  kind: 'invalid',
  message: { fr: 'Cette image est abîmée. Rien n’a été gardé.', en: 'This picture is damaged. Nothing was kept.' },
};
