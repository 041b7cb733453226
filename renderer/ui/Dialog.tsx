import { useEffect, useId, useRef } from 'react';
import { drawWords } from '../language.ts';
import type { Words } from '../language.ts';
import type { ReactNode } from 'react';

type Props = { readonly title: Words; readonly onClose: () => void; readonly children: ReactNode; readonly foot?: ReactNode };

/** A native modal dialog, open while it is on screen. Escape closes it; focus comes back to what opened it (the browser does both). */
export function Dialog({ title, onClose, children, foot }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={onClose}>
      <div className="stack">
        <h2 id={id}>{drawWords(title)}</h2>
        {children}
      </div>
      {foot !== undefined && <div className="dialog-foot">{foot}</div>}
    </dialog>
  );
}
