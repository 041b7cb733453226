import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { CLOSE } from '../../../shared/words.ts';
import { formatInstantInList } from '../../format.ts';
import { language, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { State } from '../../ui/Chip.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { AlertIcon } from '../../ui/icons.ts';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';

type Paper = Output<'journal.givePaper'>;
type Outcome = Output<'journal.comparePaper'>['outcome'];

const TITLE: Text = { fr: 'Témoin sur papier', en: 'Witness on paper' };
const WHY: Text = {
  fr: 'Une fois par semaine, recopiez au stylo dans le cahier du centre un numéro et trois mots. Si quelqu’un remet une copie ancienne de la base, le cahier le dira.',
  en: 'Once a week, copy a number and three words by pen into the register of the centre. If somebody puts an older copy of the base back, the register will tell.',
};
const DUE: Text = { fr: 'À écrire cette semaine', en: 'To be written this week' };
const GIVE: Text = { fr: 'Donner les mots de la semaine', en: 'Give this week’s words' };
const GIVING: Text = { fr: 'Calcul', en: 'Computing' };
const COMPARE: Text = { fr: 'Comparer avec le cahier', en: 'Compare with the register' };
const COPY: Text = { fr: 'À recopier dans le cahier', en: 'To copy into the register' };
const NUMBER: Text = { fr: 'Numéro écrit dans le cahier', en: 'Number written in the register' };
const WORDS: Text = { fr: 'Les trois mots écrits dans le cahier', en: 'The three words written in the register' };
const CHECK: Text = { fr: 'Comparer', en: 'Compare' };
const SURE: Text = { fr: 'C’est bien ce qui est écrit', en: 'This is what is written' };
const NEEDED: Text = { fr: 'Il faut le numéro et les trois mots.', en: 'The number and the three words are needed.' };
const OUTCOMES: Record<Outcome, Text> = {
  same: { fr: 'Le cahier et le journal disent la même chose.', en: 'The register and the journal say the same.' },
  missing: {
    fr: 'Le journal n’a pas ce numéro. Relisez le cahier. Si c’est bien ce qui est écrit, confirmez\u00a0: l’altération sera inscrite.',
    en: 'The journal does not have this number. Read the register again. If this is what is written, confirm: the alteration will be recorded.',
  },
  differs: {
    fr: 'Ces mots ne sont pas ceux du journal. Relisez le cahier. Si c’est bien ce qui est écrit, confirmez\u00a0: l’altération sera inscrite.',
    en: 'These words are not those of the journal. Read the register again. If this is what is written, confirm: the alteration will be recorded.',
  },
};
const TAMPERING_RECORDED: Text = {
  fr: 'L’altération est inscrite au journal. Prévenez l’administration et la coordination.',
  en: 'The alteration is recorded in the journal. Tell the administrator and the coordination.',
};

/** The weekly witness that lives outside the machine: given to be written by hand, and compared by typing it (security §6.3, W4). */
export function PaperCard({ paper, due }: { readonly paper: Paper | null; readonly due: boolean }) {
  const { working, failure, write } = useWrite();
  const [given, setGiven] = useState<Paper | null>(null);
  const [comparing, setComparing] = useState(false);
  async function give(): Promise<void> {
    const outcome = await write('journal.givePaper', {});
    if (outcome.ok) setGiven(outcome.value);
  }
  return (
    <Card title={TITLE}>
      <p>{say(WHY)}</p>
      {due && given === null ? (
        <p>
          <State tone="ochre" icon={AlertIcon}>
            {DUE}
          </State>
        </p>
      ) : null}
      <GivenWords paper={given ?? paper} isNew={given !== null} />
      {failure !== null && <FailureNotice failure={failure} />}
      <p className="card-act">
        <Button working={working ? GIVING : null} onPress={() => void give()}>
          {GIVE}
        </Button>
      </p>
      <p className="card-act">
        <Button onPress={() => setComparing(true)}>{COMPARE}</Button>
      </p>
      {comparing && <CompareDialog close={() => setComparing(false)} />}
    </Card>
  );
}

/** The words are shown only when they have just been given: later they are in the register, and typed from it. */
function GivenWords({ paper, isNew }: { readonly paper: Paper | null; readonly isNew: boolean }) {
  if (paper === null) return null;
  const at = formatInstantInList(paper.givenAt, language());
  if (!isNew)
    return (
      <p className="hint">{say({ fr: `Dernier\u00a0: n°\u00a0${paper.number}, le ${at}.`, en: `Last: no. ${paper.number}, on ${at}.` })}</p>
    );
  return (
    <Notice tone="accent" title={COPY}>
      <p>
        <span className="number">{`${say({ fr: 'N°', en: 'No.' })}\u00a0${paper.number}`}</span>
        {' · '}
        <strong lang="fr">{paper.words.join(' ')}</strong>
      </p>
    </Notice>
  );
}

function CompareDialog({ close }: { readonly close: () => void }) {
  const { working, failure, write } = useWrite();
  const [number, setNumber] = useState('');
  const [words, setWords] = useState('');
  const [answer, setAnswer] = useState<Output<'journal.comparePaper'> | null>(null);
  const complete = /^[1-9]\d{0,4}$/.test(number) && words.trim() !== '';
  async function compare(sure: boolean): Promise<void> {
    const outcome = await write('journal.comparePaper', { number: Number(number), words, sure });
    if (outcome.ok) setAnswer(outcome.value);
  }
  function retype(change: () => void): void {
    change();
    setAnswer(null);
  }
  const unsure = answer !== null && answer.outcome !== 'same' && !answer.recorded;
  return (
    <Dialog
      title={COMPARE}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{CLOSE}</Button>
          {unsure && <Button onPress={() => void compare(true)}>{SURE}</Button>}
          <Button
            missing={complete ? null : NEEDED}
            missingAt="paper-number"
            working={working ? CHECK : null}
            onPress={() => void compare(false)}
          >
            {CHECK}
          </Button>
        </>
      }
    >
      <Field id="paper-number" label={NUMBER}>
        {(control) => (
          <input
            {...control}
            className="input"
            inputMode="numeric"
            autoComplete="off"
            maxLength={5}
            value={number}
            onChange={({ target }) => retype(() => setNumber(target.value))}
          />
        )}
      </Field>
      <Field id="paper-words" label={WORDS}>
        {(control) => (
          <input
            {...control}
            className="input"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            lang="fr"
            value={words}
            onChange={({ target }) => retype(() => setWords(target.value))}
          />
        )}
      </Field>
      <div aria-live="polite">
        {answer !== null && (
          <Notice tone={answer.outcome === 'same' ? 'accent' : 'brick'}>
            <p>{say(answer.recorded ? TAMPERING_RECORDED : OUTCOMES[answer.outcome])}</p>
          </Notice>
        )}
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}
