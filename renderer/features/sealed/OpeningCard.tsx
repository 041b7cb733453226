import { useState } from 'react';
import type { SealedHalf, SealedOpening } from '../../../shared/contract/sealed.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import type { OpeningStep } from '../../../shared/exchange/sealed.ts';
import { formatPeriod, type IsoPeriod } from '../../../shared/time.ts';
import { nextAct, type NextAct } from '../../../shared/rules/months/sealedOpening.ts';
import type { Text } from '../../../shared/text.ts';
import { announce } from '../../frame/announce.tsx';
import { language, say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EightWords } from '../../ui/EightWords.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { UsbIcon } from '../../ui/icons.ts';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import { useWrite } from '../../write.ts';
import { namesOf } from './halves.ts';
import { ENDINGS, PATH, placeOf, STEP_NAMES, STEP_WORDS } from './path.ts';

const STEPS: Text = { fr: 'Étapes de l’ouverture', en: 'Steps of the opening' };
const CENTRES: Text = { fr: 'Centres qui seront ensemble', en: 'Centres that will be together' };
const WORDS: Text = { fr: 'Huit mots de cet accord, à lire à voix haute', en: 'Eight words of this agreement, to be read aloud' };
const ONLY_HERE: Text = { fr: 'Reçus ici seulement, laissés de côté\u00a0:', en: 'Received here only, left out:' };
const ONLY_THERE: Text = { fr: 'Reçus par l’autre seulement, laissés de côté\u00a0:', en: 'Received by the other only, left out:' };
const TOO_CLOSE: Text = {
  fr: 'Avec ce qui a déjà été ouvert de ce trimestre ou de ses mois, cette somme isolerait moins de trois centres. Elle ne peut pas être ouverte\u00a0: les centres en retard attendent d’être trois dans un mois ou, une fois le trimestre fini, trois dans le trimestre.',
  en: 'With what was already opened of this quarter or of its months, this sum would isolate fewer than three centres. It cannot be opened: late centres wait to be three in a month or, once the quarter has ended, three in the quarter.',
};
const TOO_FEW: Text = {
  fr: 'Moins de trois centres sont sur les deux listes. Redemandez les fichiers qui manquent, puis échangez de nouveau les listes.',
  en: 'Fewer than three centres are on both lists. Ask again for the missing files, then exchange the lists again.',
};
const CHECK: Text = { fr: 'Vérifier la somme', en: 'Check the sum' };
const CHECK_WHY: Text = {
  fr: 'Les deux moitiés sont là. L’application les additionne en mémoire, vérifie que la somme est celle que les centres ont scellée, et cache les petits nombres. Personne ne voit la somme exacte.',
  en: 'Both halves are here. The application adds them in memory, checks that the sum is the one that the centres sealed, and hides small numbers. Nobody sees the exact sum.',
};
const WORKING: Text = { fr: 'En cours…', en: 'Working…' };
const BEGIN: Text = { fr: 'Commencer ici aussi', en: 'Begin here too' };
const CAME_FIRST: Text = {
  fr: 'L’autre dépositaire a commencé. Commencez ici aussi, puis donnez-lui votre liste.',
  en: 'The other custodian has begun. Begin here too, then give them your list.',
};
const STOP: Text = { fr: 'Arrêter cette ouverture', en: 'Stop this opening' };
const WRITTEN: Text = { fr: 'Fichier écrit et relu.', en: 'File written and read back.' };
const TO_TABLES: Text = { fr: 'Voir le consolidé', en: 'See the consolidated tables' };
const RECEIPTS: Text = {
  fr: 'Reçus à publier\u00a0: chaque centre y retrouve les douze mots de son reçu.',
  en: 'Receipts to be published: each centre finds the twelve words of its receipt there.',
};

type Props = { readonly opening: SealedOpening; readonly begin: (part: 'all' | 'first' | 'second') => void };

/** One opening with another custodian: its state, the one thing to do next, and what it waits for. */
export function OpeningCard({ opening, begin }: Props) {
  const next = nextAct(opening);
  const step = placeOf(next);
  const title = {
    fr: `${formatPeriod(opening.period, 'fr')}, avec ${opening.partner.code}`,
    en: `${formatPeriod(opening.period, 'en')}, with ${opening.partner.code}`,
  };
  return (
    <Card
      title={title}
      beside={<span className="hint">{opening.partner.structureCode}</span>}
      look={opening.state === 'open' ? 'next' : 'plain'}
    >
      <div className="stack">
        {opening.state === 'open' ? (
          <>
            <Stepper label={STEPS} steps={PATH.map((name) => STEP_NAMES[name])} present={PATH.indexOf(step)} />
            {opening.set !== null && <CommonSet set={opening.set} period={opening.period} />}
            <Next opening={opening} next={next} begin={() => begin('all')} />
          </>
        ) : (
          <Ended opening={opening} begin={begin} />
        )}
      </div>
    </Card>
  );
}

function CommonSet({ set, period }: { readonly set: NonNullable<SealedOpening['set']>; readonly period: IsoPeriod }) {
  if (set.groups.length === 0)
    return (
      <Notice tone="ochre">
        <p>{say(TOO_FEW)}</p>
      </Notice>
    );
  return (
    <div className="stack tight">
      <h3>{say(CENTRES)}</h3>
      <ul>
        {set.groups.map(({ area, halves }) => (
          <li key={namesOf(halves, period, language())}>
            {area !== null && <strong>{say(area)} </strong>}
            <span className="code">{namesOf(halves, period, language())}</span>
          </li>
        ))}
      </ul>
      <LeftOut words={ONLY_HERE} halves={set.onlyHere} period={period} />
      <LeftOut words={ONLY_THERE} halves={set.onlyThere} period={period} />
      {!set.mayBeOpened && (
        <Notice tone="ochre">
          <p>{say(TOO_CLOSE)}</p>
        </Notice>
      )}
      <h3>{say(WORDS)}</h3>
      <EightWords words={set.words} label={WORDS} />
    </div>
  );
}

type LeftOutProps = { readonly words: Text; readonly halves: readonly SealedHalf[]; readonly period: IsoPeriod };

function LeftOut({ words, halves, period }: LeftOutProps) {
  if (halves.length === 0) return null;
  return (
    <p className="hint">
      {say(words)} <span className="code">{namesOf(halves, period, language())}</span>
    </p>
  );
}

/** The one act that is due, with what it gives; or what is waited for, with the last file to be written again. */
function Next({ opening, next, begin }: { readonly opening: SealedOpening; readonly next: NextAct; readonly begin: () => void }) {
  const [picking, setPicking] = useState<OpeningStep | null>(null);
  const { working, failure, write } = useWrite();
  const { openingId } = opening;

  async function give(step: OpeningStep, [folder]: readonly PickerEntry[]): Promise<void> {
    setPicking(null);
    if (folder === undefined) return;
    const outcome = await write('sealed.handOver', { openingId, step, folder: folder.token });
    if (outcome.ok) announce(WRITTEN);
  }
  const isBlocked =
    next.act === 'give' && next.step === 'agree' && (opening.set?.groups.length === 0 || opening.set?.mayBeOpened === false);
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} />}
      {next.act === 'begin' && <p>{say(CAME_FIRST)}</p>}
      {next.act === 'check' && <p>{say(CHECK_WHY)}</p>}
      {(next.act === 'give' || next.act === 'wait') && <p>{say(STEP_WORDS[next.step][next.act])}</p>}
      <div className="row">
        {next.act === 'begin' && (
          <Button kind="primary" onPress={begin}>
            {BEGIN}
          </Button>
        )}
        {next.act === 'check' && (
          <Button kind="primary" working={working ? WORKING : null} onPress={() => void write('sealed.check', { openingId })}>
            {CHECK}
          </Button>
        )}
        {(next.act === 'give' || next.act === 'wait') && !isBlocked && (
          <Button
            kind={next.act === 'give' ? 'primary' : 'secondary'}
            icon={UsbIcon}
            working={working ? WORKING : null}
            onPress={() => setPicking(next.step)}
          >
            {next.act === 'give' || next.step === 'list' ? STEP_WORDS[next.step].write : STEP_WORDS[next.step].again}
          </Button>
        )}
        {opening.given
          .filter((step) => !(next.act === 'wait' && next.step === step))
          .map((step) => (
            <Button key={step} kind="quiet" onPress={() => setPicking(step)}>
              {STEP_WORDS[step].again}
            </Button>
          ))}
        <Button kind="quiet" onPress={() => void write('sealed.leave', { openingId })}>
          {STOP}
        </Button>
      </div>
      {picking !== null && <FilePicker accept="folder" onPick={(picked) => void give(picking, picked)} onClose={() => setPicking(null)} />}
    </>
  );
}

const FIRST_HALF: Text = { fr: 'Recommencer sur la première moitié', en: 'Begin again on the first half' };
const SECOND_HALF: Text = { fr: 'Recommencer sur la seconde moitié', en: 'Begin again on the second half' };

function Ended({ opening, begin }: Props) {
  const { state, why, receipts, openingId, period } = opening;
  const [picking, setPicking] = useState(false);
  const { working, failure, write } = useWrite();

  async function signAgain([folder]: readonly PickerEntry[]): Promise<void> {
    setPicking(false);
    if (folder === undefined) return;
    const outcome = await write('sealed.handOver', { openingId, step: 'table', folder: folder.token });
    if (outcome.ok) announce(WRITTEN);
  }
  return (
    <>
      <Notice tone={state === 'done' ? 'accent' : state === 'left' ? 'plain' : 'ochre'}>
        <p>{say(ENDINGS[why ?? (state === 'done' ? 'done' : 'left')])}</p>
      </Notice>
      {why === 'absurd' && (
        <div className="row">
          <Button onPress={() => begin('first')}>{FIRST_HALF}</Button>
          <Button onPress={() => begin('second')}>{SECOND_HALF}</Button>
        </div>
      )}
      {state === 'done' && (
        <div className="stack tight">
          <p>{say(RECEIPTS)}</p>
          <ul className="receipts">
            {receipts.map(({ centre, month, words }) => (
              <li key={`${centre} ${month}`}>
                <span className="code">{namesOf([{ centre, month }], period, language())}</span> <span lang="fr">{words.join(' ')}</span>
              </li>
            ))}
          </ul>
          <div className="row">
            <ButtonLink to={`/tables/${period}`}>{TO_TABLES}</ButtonLink>
            <Button kind="quiet" icon={UsbIcon} working={working ? WORKING : null} onPress={() => setPicking(true)}>
              {STEP_WORDS.table.again}
            </Button>
          </div>
          {failure !== null && <FailureNotice failure={failure} />}
          {picking && <FilePicker accept="folder" onPick={(picked) => void signAgain(picked)} onClose={() => setPicking(false)} />}
        </div>
      )}
    </>
  );
}
