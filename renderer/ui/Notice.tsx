import type { ReactNode } from 'react';
import type { Failure } from '../../shared/failure.ts';
import { drawWords, say } from '../language.ts';
import type { Words } from '../language.ts';
import type { Icon } from './Icon.tsx';
import { AlertIcon, InfoIcon } from './icons.ts';

type Props = {
  readonly tone?: 'plain' | 'accent' | 'ochre' | 'brick';
  readonly title?: Words;
  readonly icon?: Icon;
  readonly children?: ReactNode;
};

/** What concerns the page; stays until it is solved (interface §5, toast vs notice). */
export function Notice({
  tone = 'plain',
  title,
  icon: IconOf = tone === 'ochre' || tone === 'brick' ? AlertIcon : InfoIcon,
  children,
}: Props) {
  return (
    <div className={`notice ${tone}`}>
      <IconOf />
      <div className="grow">
        {title !== undefined && (
          <p>
            <strong>{drawWords(title)}</strong>
          </p>
        )}
        {children}
      </div>
    </div>
  );
}

const REFERENCE = { fr: 'Numéro de la panne\u00a0: ', en: 'Fault number: ' };

/** A failure as the request handler sent it: what happened, what was kept, what to do. Announced, and focusable by its id. */
export function FailureNotice({ failure, id }: { readonly failure: Failure; readonly id?: string }) {
  return (
    <div role="alert" id={id} tabIndex={-1}>
      <Notice tone="ochre">
        <p>{say(failure.message)}</p>
        {failure.fields !== undefined && (
          <ul>
            {Object.entries(failure.fields).map(([field, problem]) => (
              <li key={field}>{say(problem)}</li>
            ))}
          </ul>
        )}
        {failure.reference !== undefined && (
          <p>
            {say(REFERENCE)}
            <span className="code">{failure.reference}</span>
          </p>
        )}
      </Notice>
    </div>
  );
}

/** State of the whole file in words, under the stepper: « Suspendu : consentement retiré le 3 oct. » */
export function Band({ icon: IconOf = InfoIcon, children }: { readonly icon?: Icon; readonly children: Words }) {
  return (
    <p className="band">
      <IconOf />
      <span>{drawWords(children)}</span>
    </p>
  );
}

/** Nothing here: one sentence, what would fill it, one act. No drawings. */
export function EmptyState({ children, act }: { readonly children: Words; readonly act?: ReactNode }) {
  return (
    <div className="empty">
      <p>{drawWords(children)}</p>
      {act !== undefined && <div>{act}</div>}
    </div>
  );
}
