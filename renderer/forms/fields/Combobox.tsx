import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Option, Options } from '../../../shared/forms/lists/option.ts';
import type { Text } from '../../../shared/text.ts';
import { say } from '../../language.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import type { ControlProps } from '../../ui/Field.tsx';
import { ChevronsUpDownIcon } from '../../ui/icons.ts';
import { matchedPart, matchOptions } from '../choiceMatch.ts';

type Props = {
  readonly control: ControlProps;
  readonly options: Options;
  /** Code of the chosen option, shown while nothing is typed. */
  readonly chosen: string | undefined;
  /** Undefined when the text was emptied. */
  readonly onChoose: (code: string | undefined) => void;
  readonly placeholder?: Text;
};

const NOTHING: Text = { fr: 'Aucun choix ne correspond', en: 'No choice matches' };

/**
 * A text box with a list under it: opens on typing or ↓, accents ignored, French, English and codes accepted, Enter or Tab picks, Escape closes
 * and leaves the answer as it was (interface §5). The browser's own input does the rest.
 */
export function Combobox({ control, options, chosen, onChoose, placeholder }: Props) {
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const found = open ? matchOptions(options, typed ?? '') : [];
  const current = found[active];
  const input = useRef<HTMLInputElement>(null);
  const chosenOption = options.find(({ code }) => code === chosen);

  /* Closed with the focus still in it: what is typed next replaces the wording instead of following it. */
  useEffect(() => {
    if (!open && document.activeElement === input.current) input.current?.select();
  }, [open]);

  function close(): void {
    setOpen(false);
    setTyped(null);
  }

  function show(): void {
    setOpen(true);
    setActive(
      typed === null
        ? Math.max(
            0,
            options.findIndex(({ code }) => code === chosen),
          )
        : 0,
    );
  }

  function pick(option: Option): void {
    onChoose(option.code);
    close();
  }

  function type(text: string): void {
    setTyped(text);
    setActive(0);
    setOpen(true);
    if (text === '' && chosen !== undefined) onChoose(undefined);
  }

  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) show();
      else setActive((active + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % Math.max(1, found.length));
    } else if (event.key === 'Enter' && open && current !== undefined) {
      event.preventDefault();
      pick(current);
    } else if (event.key === 'Tab' && typed !== null && typed !== '' && current !== undefined) {
      pick(current);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      close();
    }
  }

  return (
    <div className="combobox">
      <input
        {...control}
        ref={input}
        className="input"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={current === undefined ? undefined : `${listId}-${current.code}`}
        value={typed ?? (chosenOption === undefined ? '' : say(chosenOption))}
        placeholder={placeholder === undefined ? undefined : say(placeholder)}
        onChange={(event) => type(event.target.value)}
        onFocus={(event) => event.target.select()}
        onClick={show}
        onKeyDown={press}
        onBlur={close}
      />
      <ChevronsUpDownIcon className="combobox-mark" />
      <ul
        className="listbox"
        id={listId}
        role="listbox"
        hidden={!open}
        aria-label={placeholder === undefined ? undefined : say(placeholder)}
      >
        {found.map((option) => (
          <Choice
            key={option.code}
            id={`${listId}-${option.code}`}
            wording={say(option)}
            typed={typed ?? ''}
            active={option === current}
            chosen={option.code === chosen}
            onPick={() => pick(option)}
          />
        ))}
        {open && found.length === 0 && (
          <li className="listbox-empty" role="option" aria-selected={false} aria-disabled="true">
            {say(NOTHING)}
          </li>
        )}
      </ul>
    </div>
  );
}

type ChoiceProps = {
  readonly id: string;
  readonly wording: string;
  readonly typed: string;
  readonly active: boolean;
  readonly chosen: boolean;
  readonly onPick: () => void;
};

function Choice({ id, wording, typed, active, chosen, onPick }: ChoiceProps) {
  const line = useRef<HTMLLIElement>(null);
  const part = matchedPart(wording, typed);
  useEffect(() => {
    if (active) line.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <li
      ref={line}
      id={id}
      role="option"
      aria-selected={chosen}
      className={active ? 'active' : undefined}
      onMouseDown={(event) => {
        event.preventDefault();
        onPick();
      }}
    >
      <span>
        {part === undefined ? (
          wording
        ) : (
          <>
            {part.before}
            <b>{part.match}</b>
            {part.after}
          </>
        )}
      </span>
      {active && <KeyCap keys="Enter" />}
    </li>
  );
}
