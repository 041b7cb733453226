import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Text } from '../../shared/text.ts';
import { CANCEL, CLOSE } from '../../shared/words.ts';
import type { Outcome } from '../api.ts';
import { KeptState } from '../forms/DraftState.tsx';
import type { Keeper } from '../forms/keeper.ts';
import { toast } from '../frame/toast.tsx';
import type { Words } from '../language.ts';
import { useWrite } from '../write.ts';
import type { Write } from '../write.ts';
import { Button } from './Button.tsx';
import type { ButtonKind } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { FailureNotice } from './Notice.tsx';

/** What is missing before an act, and the control that takes the focus when the act is pressed all the same. */
export type Lack = { readonly at: string; readonly text: Text };

type Props<V> = {
  readonly title: Words;
  readonly close: () => void;
  /** The name of the act, on its button. */
  readonly act: Text;
  /** The same while the act is under way. */
  readonly acting?: Text;
  readonly kind?: ButtonKind;
  readonly lack?: Lack | null;
  /** Keeps what is typed until the act has succeeded; leaving is then « Fermer », since nothing is lost. */
  readonly keeper?: Keeper;
  /** The act itself; null when nothing was done. */
  readonly run: (write: Write['write']) => Promise<Outcome<V> | null>;
  /** The echo of the act. */
  readonly done?: Text | ((value: V) => Text);
  /** What follows once the dialog has closed. */
  readonly after?: (value: V) => void;
  /** `Entrée` in a field acts, as in a form. */
  readonly enterActs?: boolean;
  readonly children?: ReactNode;
};

/** One act in a dialog: it leaves or acts, says what is missing and where, and shows a refusal beside what was typed, which stays. */
export function ActDialog<V>({
  title,
  close,
  act,
  acting = act,
  kind,
  lack = null,
  keeper,
  run,
  done,
  after,
  enterActs = false,
  children,
}: Props<V>) {
  const { working, failure, write } = useWrite();
  const form = useId();
  async function press(): Promise<void> {
    if (lack !== null || working) return;
    const outcome = await runKept(() => run(write), keeper);
    if (outcome === null || !outcome.ok) return;
    close();
    if (done !== undefined) toast(typeof done === 'function' ? done(outcome.value) : done);
    after?.(outcome.value);
  }
  return (
    <Dialog
      title={title}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{keeper === undefined ? CANCEL : CLOSE}</Button>
          <Button
            missing={lack?.text ?? null}
            working={working ? acting : null}
            {...(enterActs ? { type: 'submit', form } : { onPress: () => void press() })}
            {...(kind && { kind })}
            {...(lack && { missingAt: lack.at })}
          >
            {act}
          </Button>
        </>
      }
    >
      {enterActs ? (
        <form
          id={form}
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void press();
          }}
        >
          {children}
        </form>
      ) : (
        children
      )}
      {keeper !== undefined && <KeptState keeper={keeper} />}
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}

/** Runs an act; what was typed for it is forgotten only when it has succeeded. */
async function runKept<V>(run: () => Promise<Outcome<V> | null>, keeper: Keeper | undefined): Promise<Outcome<V> | null> {
  if (keeper === undefined) return run();
  let outcome: Outcome<V> | null = null;
  await keeper.end(async () => {
    outcome = await run();
    return outcome?.ok ?? false;
  });
  return outcome;
}
