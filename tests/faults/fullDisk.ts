import { followUpAnswers } from '../support/caseBuilders.ts';
import { TODAY, type Installation } from '../support/installation.ts';
import type { Campaign } from './campaign.ts';
import type { Place } from './models.ts';
import { NOTE_FIELD, NOTE_FORM, noteOfSave } from './screenMessages.ts';

/** More saves than any room that is left can take. */
const MOST = 400;

/** Opens and saves the follow-up, its note numbered, until the disk refuses the save, or the line of the journal without which nothing is shown (security §6.2); gives the number of the last one confirmed. Any other refusal counts as a crash. */
export async function fillUntilRefused({ call }: Installation, { caseId, recordId }: Place, campaign: Campaign): Promise<number> {
  const record = { caseId, form: NOTE_FORM, recordId, parentId: null };
  for (let number = 1; number <= MOST; number += 1) {
    const answers = { ...followUpAnswers(TODAY, null), [NOTE_FIELD]: noteOfSave(number) };
    const opened = await call('forms.open', { ...record, narrative: true });
    const reply = opened.ok
      ? await call('forms.save', { ...record, revision: opened.value.revision, answers, keep: [], draftId: null, finish: true })
      : opened;
    if (reply.ok) continue;
    if (reply.failure.kind !== 'disk') {
      campaign.crashed += 1;
      campaign.notes.push(`save ${number}: ${reply.failure.kind}`);
    }
    return number - 1;
  }
  throw new Error('the disk was never full');
}
