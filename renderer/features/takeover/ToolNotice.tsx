import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { READING } from '../../../shared/words.ts';
import { language, say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { FieldGroup } from '../../ui/Field.tsx';
import { CheckIcon } from '../../ui/icons.ts';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { beginDraft, changeDraft } from './takeoverState.ts';
import type { Draft, Reading } from './takeoverState.ts';

const READY: Text = {
  fr: 'Ses colonnes et ses valeurs sont déjà mises en correspondance\u00a0; rien n’est à choisir, sauf ce qu’un pays adapte.',
  en: 'Its columns and values are already matched; nothing is to be chosen, but what a country adapts.',
};
const BY_HAND_NOW: Text = {
  fr: 'La correspondance toute faite est écartée\u00a0: colonnes et valeurs se choisissent à la main.',
  en: 'The ready-made matching is set aside: columns and values are chosen by hand.',
};
const BY_HAND: Text = { fr: 'Choisir à la main', en: 'Choose by hand' };
const READY_MADE: Text = { fr: 'Reprendre la correspondance toute faite', en: 'Use the ready-made matching' };
const TAKEN: Text = { fr: 'Ce fichier a déjà été repris', en: 'This file was already taken over' };
const ORDER: Text = { fr: 'Que veut dire 05/11/2026 dans ce fichier\u00a0?', en: 'What does 05/11/2026 mean in this file?' };
const ORDER_WHY: Text = {
  fr: 'Aucune date n’y tranche entre le jour et le mois. Demandez à la personne qui l’a exporté\u00a0; ne devinez pas.',
  en: 'No date in it tells the day from the month. Ask the person who exported it; do not guess.',
};
const ORDERS: readonly (readonly [NonNullable<Draft['dateOrder']>, Text])[] = [
  ['dayFirst', { fr: 'le 5 novembre (le jour d’abord)', en: '5 November (the day first)' }],
  ['monthFirst', { fr: 'le 11 mai (le mois d’abord, ordre américain)', en: '11 May (the month first, American order)' }],
];

/** What was recognised of a file, what is asked of it, and whether it was taken over before. Nothing for an ordinary register. */
export function ToolNotice({ draft }: { readonly draft: Draft }) {
  const { from, takenOn, dateOrder } = draft.reading;
  return (
    <>
      {takenOn !== null && <TakenNotice on={takenOn} />}
      {from !== null && <Recognised draft={draft} from={from} />}
      {dateOrder === null && <OrderChoice draft={draft} />}
    </>
  );
}

function TakenNotice({ on }: { readonly on: string }) {
  const day = formatDate(on, language());
  return (
    <Notice tone="ochre" title={TAKEN}>
      <p>
        {say({
          fr: `Le ${day}. Le reprendre encore doublerait chacun de ses accueils.`,
          en: `On ${day}. Taking it over again would double each of its receptions.`,
        })}
      </p>
    </Notice>
  );
}

function Recognised({ draft, from }: { readonly draft: Draft; readonly from: NonNullable<Reading['from']> }) {
  const { userId } = useUser();
  const { working, failure, write } = useWrite();
  async function reread(): Promise<void> {
    const { source } = draft.reading;
    const choices = source.kind === 'csv' ? { encoding: source.encoding, separator: source.separator } : { sheet: source.sheet };
    const outcome = await write('takeover.read', { file: draft.file.token, ...choices, byHand: !from.byHand });
    if (outcome.ok) beginDraft(userId, draft.file, outcome.value);
  }
  const title: Text = { fr: `Reconnu\u00a0: ${from.name.fr}`, en: `Recognised: ${from.name.en}` };
  return (
    <>
      <Notice tone="accent" icon={CheckIcon} title={title}>
        <p>{say(from.byHand ? BY_HAND_NOW : READY)}</p>
        {from.leftOut.length > 0 && <p className="hint">{say(leftOutWords(from.leftOut))}</p>}
        <p className="card-act">
          <Button working={working ? READING : null} onPress={() => void reread()}>
            {from.byHand ? READY_MADE : BY_HAND}
          </Button>
        </p>
      </Notice>
      {failure !== null && <FailureNotice failure={failure} />}
    </>
  );
}

function leftOutWords(leftOut: NonNullable<Reading['from']>['leftOut']): Text {
  const listed = (language: 'fr' | 'en') => leftOut.map(({ heading, why }) => `${heading} (${why[language]})`).join(', ');
  return { fr: `Laissé de côté\u00a0: ${listed('fr')}.`, en: `Left out: ${listed('en')}.` };
}

function OrderChoice({ draft }: { readonly draft: Draft }) {
  return (
    <div className="card">
      <FieldGroup label={ORDER} hint={ORDER_WHY}>
        {ORDERS.map(([order, words]) => (
          <label key={order} className="choice">
            <input type="radio" name="date-order" checked={draft.dateOrder === order} onChange={() => changeDraft({ dateOrder: order })} />
            <span>{say(words)}</span>
          </label>
        ))}
      </FieldGroup>
    </div>
  );
}
