import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { Failure } from '../../shared/failure.ts';
import type { Text } from '../../shared/text.ts';
import { CANCEL, MASK, MASKED, SHOW } from '../../shared/words.ts';
import type { Outcome } from '../api.ts';
import { say } from '../language.ts';
import { Button } from './Button.tsx';
import { EyeIcon, EyeOffIcon } from './icons.ts';
import { FailureNotice } from './Notice.tsx';
import { ReasonChoice } from './ReasonChoice.tsx';
import { countDown } from './reveal.ts';
import type { RevealReason, Revealed } from './reveal.ts';
import { useEscape } from './useEscape.ts';

const NOT_GIVEN: Text = { fr: 'non donné', en: 'not given' };
const RULE: Text = {
  fr: 'Un motif est demandé. L’affichage dure 60\u00a0secondes et s’inscrit au journal.',
  en: 'A reason is asked. It shows for 60 seconds and is written in the journal.',
};

/** A value that may not be seen: a hatched block of fixed width, which shows no length. */
export function MaskedValue() {
  return (
    <>
      <span className="masked" aria-hidden="true" />
      <span className="hidden-text">{say(MASKED)}</span>
    </>
  );
}

type Props = {
  readonly title: Text;
  /** What is hatched: the key of a value and its label. `whenGiven`: only drawn once revealed, and only if there is a value. */
  readonly labels: readonly { readonly key: string; readonly label: Text; readonly whenGiven?: true }[];
  readonly open: (reason: RevealReason) => Promise<Outcome<Revealed>>;
  /** Counts up when a key of the page asks for the panel (`I`). */
  readonly asked?: number;
};

/** The last reason given in this window, proposed again; never kept. */
let lastReason: RevealReason = 'contact';

/**
 * A person's data, hatched until asked for: reason, shown 60 s, hatched again; leaving the page, losing the focus of the window or Escape masks at once.
 * No copy, no selection, no drag (interface P3).
 */
export function MaskedCard({ title, labels, open, asked = 0 }: Props) {
  const [pressed, setPressed] = useState(0);
  const [closed, setClosed] = useState(0);
  const [shown, setShown] = useState<Revealed | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const heading = useId();
  const mask = useCallback(() => setShown(null), []);

  const total = pressed + asked;
  const asking = total > closed && shown === null;
  const close = useCallback(() => setClosed(total), [total]);

  /* The control that was pressed goes with what it opened or closed: the focus stays on the card. */
  const head = useRef<HTMLDivElement>(null);
  const drawn = useRef(false);
  useEffect(() => {
    if (drawn.current && document.activeElement === document.body) head.current?.querySelector('button')?.focus({ preventScroll: true });
    drawn.current = true;
  }, [shown, asking]);

  async function reveal(reason: RevealReason): Promise<void> {
    const outcome = await open(reason);
    close();
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) setShown(outcome.value);
  }
  return (
    <section className="card" aria-labelledby={heading}>
      <div ref={head} className="card-head">
        <h2 className="card-title" id={heading}>
          {say(title)}
        </h2>
        {shown === null && !asking && (
          <Button icon={EyeIcon} onPress={() => setPressed(pressed + 1)} aria-label={`${say(SHOW)} ${say(title)}, ${say(MASKED)}`}>
            {SHOW}
          </Button>
        )}
        {shown !== null && <TimeLeft seconds={shown.seconds} mask={mask} />}
      </div>
      <dl className="facts">
        {labels
          .filter(({ key, whenGiven }) => whenGiven !== true || shown?.values.has(key) === true)
          .map(({ key, label }) => (
            <Value key={key} label={label} value={shown === null ? null : (shown.values.get(key) ?? say(NOT_GIVEN))} />
          ))}
      </dl>
      {asking && <ReasonPanel reveal={reveal} close={close} />}
      {failure !== null && <FailureNotice failure={failure} />}
      {shown === null && !asking && <p className="hint masked-rule">{say(RULE)}</p>}
    </section>
  );
}

function Value({ label, value }: { readonly label: Text; readonly value: string | null }) {
  return (
    <>
      <dt>{say(label)}</dt>
      {value === null ? (
        <dd>
          <MaskedValue />
        </dd>
      ) : (
        <dd className="revealed" onCopy={(event) => event.preventDefault()} draggable={false}>
          {value}
        </dd>
      )}
    </>
  );
}

/** How long what is shown stays, with the button that masks it before; masks on Escape and when the window loses the focus. */
export function TimeLeft({ seconds, mask }: { readonly seconds: number; readonly mask: () => void }) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => countDown(seconds, setLeft, mask), [seconds, mask]);
  useEscape(mask);
  useEffect(() => {
    window.addEventListener('blur', mask);
    return () => window.removeEventListener('blur', mask);
  }, [mask]);
  return (
    <span className="row">
      <span className="hint number">{say({ fr: `masqué dans ${left}\u00a0s`, en: `masked in ${left}\u00a0s` })}</span>
      <Button icon={EyeOffIcon} onPress={mask}>
        {MASK}
      </Button>
    </span>
  );
}

/** Why it is shown, asked in the place where it will be. */
export function ReasonPanel({ reveal, close }: { readonly reveal: (reason: RevealReason) => Promise<void>; readonly close: () => void }) {
  const [reason, setReason] = useState(lastReason);
  const panel = useRef<HTMLFormElement>(null);
  useEscape(close);
  useEffect(() => panel.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  return (
    <form
      ref={panel}
      className="reason-panel stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        lastReason = reason;
        void reveal(reason);
      }}
    >
      <ReasonChoice reason={reason} choose={setReason} />
      <div className="row">
        <Button type="submit">{SHOW}</Button>
        <Button kind="quiet" onPress={close}>
          {CANCEL}
        </Button>
      </div>
    </form>
  );
}
