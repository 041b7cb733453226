import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Field } from '../../../shared/forms/define.ts';
import { storageClass } from '../../../shared/forms/fields.ts';
import type { Text } from '../../../shared/text.ts';
import { MASKED, SHOW } from '../../../shared/words.ts';
import { say } from '../../language.ts';
import { EyeIcon } from '../../ui/icons.ts';

/** Milliseconds after the last keystroke at which a field that lost the focus closes (interface §3.6). */
const CLOSES_AFTER = 30_000;

/** Whether a typed answer closes by itself: narratives and what names a person. */
export function closesByItself(field: Field): boolean {
  const kept = storageClass(field.privacy);
  return (kept === 'SN' && field.type === 'long') || (kept === 'DI' && (field.type === 'text' || field.type === 'long'));
}

type Props = { readonly label: Text; readonly written: boolean; readonly text: string; readonly id: string; readonly children: ReactNode };

/** Closes over what is written in it to a hatched block of fixed width; « Afficher » opens it again. Already closed when the page opens on an answer. */
export function Concealed({ label, written, text, id, children }: Props) {
  const [closed, setClosed] = useState(written);
  const [inside, setInside] = useState(false);
  const lastKey = useRef(0);
  const opened = useRef(false);
  useEffect(() => {
    lastKey.current = Date.now();
  }, [text]);
  useEffect(() => {
    if (inside || closed || !written) return undefined;
    const timer = setTimeout(() => setClosed(true), Math.max(0, lastKey.current + CLOSES_AFTER - Date.now()));
    return () => clearTimeout(timer);
  }, [inside, closed, written, text]);
  useEffect(() => {
    if (closed || !opened.current) return;
    opened.current = false;
    document.getElementById(id)?.focus();
  }, [closed, id]);

  if (closed) {
    return (
      <div className="row">
        <span className="masked" aria-hidden="true" />
        <button
          type="button"
          id={id}
          className="button secondary"
          aria-label={`${say(SHOW)} ${say(label)}, ${say(MASKED)}`}
          onClick={() => {
            opened.current = true;
            lastKey.current = Date.now();
            setClosed(false);
          }}
        >
          <EyeIcon />
          {say(SHOW)}
        </button>
      </div>
    );
  }
  return (
    <div onFocus={() => setInside(true)} onBlur={() => setInside(false)}>
      {children}
    </div>
  );
}
