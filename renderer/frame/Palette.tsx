import { useEffect, useId, useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import type { CaseRow } from '../../shared/contract/cases.ts';
import type { Text } from '../../shared/text.ts';
import { attempt } from '../api.ts';
import { useRegistry } from '../commands/registry.ts';
import type { Keys } from '../commands/keys.ts';
import { say, useLanguage } from '../language.ts';
import { useUser } from '../session.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { KeyCap } from '../ui/KeyCap.tsx';
import { lastCases } from './lastCases.ts';
import { usePalette } from './palette.ts';
import { BESIDE, RAILS } from './rails.ts';

/** One line of the palette. */
type Found = { readonly id: string; readonly label: string; readonly kind: Text; readonly keys?: Keys; readonly run: () => void };

const TITLE: Text = { fr: 'Code, page ou action', en: 'Code, page or action' };
const HINT: Text = {
  fr: 'Les quatre derniers chiffres d’un code suffisent. Un nom se cherche dans « Chercher une personne ».',
  en: 'The last four digits of a code are enough. A name is looked for in “Look for a person”.',
};
const NONE: Text = { fr: 'Rien ne porte ce mot ni ce code.', en: 'Nothing bears this word or this code.' };
const KINDS = { code: { fr: 'dossier', en: 'case' }, page: { fr: 'page', en: 'page' }, act: { fr: 'action', en: 'act' } } satisfies Record<
  string,
  Text
>;

/** Without accents or case, as people type in a hurry. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Ctrl K: own codes, pages, acts, in that order; last cases when nothing is typed. Nothing typed is remembered. */
export function Palette() {
  const open = usePalette((state) => state.open);
  if (!open) return null;
  function close(): void {
    usePalette.setState({ open: false });
  }
  return (
    <Dialog title={TITLE} onClose={close}>
      <PaletteSearch close={close} />
    </Dialog>
  );
}

function PaletteSearch({ close }: { readonly close: () => void }) {
  const list = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const codes = useCodes(typed);
  const found = [...codes, ...usePagesAndActs(typed)];
  const index = Math.min(chosen, found.length - 1);

  function run(one: Found | undefined): void {
    if (one === undefined) return;
    close();
    one.run();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setChosen((index + 1) % found.length);
    else if (event.key === 'ArrowUp') setChosen((index - 1 + found.length) % found.length);
    else if (event.key === 'Enter') run(found[index]);
    else return;
    event.preventDefault();
  }
  return (
    <>
      <input
        className="input"
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-label={say(TITLE)}
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found.length > 0 ? `${list}-${index}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={30}
      />
      <ul className="palette-list" role="listbox" id={list} aria-label={say(TITLE)}>
        {found.map((one, position) => (
          <li
            key={one.id}
            id={`${list}-${position}`}
            role="option"
            aria-selected={position === index}
            onMouseDown={(event) => {
              event.preventDefault();
              run(one);
            }}
            ref={(item) => {
              if (position === index) item?.scrollIntoView({ block: 'nearest' });
            }}
          >
            <span className="grow">{one.label}</span>
            <span className="hint">{say(one.kind)}</span>
            {one.keys !== undefined && <KeyCap keys={one.keys} />}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="quiet">{say(NONE)}</p>}
      <p className="hint">{say(HINT)}</p>
    </>
  );
}

/** Own cases whose code holds what is typed; the last ones opened when nothing is. */
function useCodes(typed: string): readonly Found[] {
  const { role } = useUser();
  const navigate = useNavigate();
  const codeContains = typed.trim().toUpperCase();
  const asks = (role === 'caseworker' || role === 'supervisor') && /^[A-Z0-9-]{2,}$/.test(codeContains);
  const [found, setFound] = useState<{ readonly codeContains: string; readonly rows: readonly CaseRow[] }>({ codeContains: '', rows: [] });
  useEffect(() => {
    if (!asks) return undefined;
    let wanted = true;
    void attempt('cases.list', { state: 'all', codeContains, page: 1 }).then(
      (outcome) => wanted && outcome.ok && setFound({ codeContains, rows: outcome.value.rows.slice(0, 8) }),
    );
    return () => {
      wanted = false;
    };
  }, [asks, codeContains]);
  const cases = codeContains === '' ? lastCases() : asks && found.codeContains === codeContains ? found.rows : [];
  return cases.map(({ caseId, caseCode }) => ({
    id: caseId,
    label: caseCode,
    kind: KINDS.code,
    run: () => void navigate(`/cases/${caseId}`),
  }));
}

function usePagesAndActs(typed: string): readonly Found[] {
  const shown = useLanguage();
  const { role } = useUser();
  const navigate = useNavigate();
  const live = useRegistry((state) => state.live);
  return useMemo(() => {
    const pages: Found[] = [...RAILS[role], ...BESIDE[role]].map((entry, index) => ({
      id: `page.${entry.name}`,
      label: entry.label[shown],
      kind: KINDS.page,
      ...(index < RAILS[role].length && { keys: `Alt+${index + 1}` }),
      run: () => void navigate(entry.to),
    }));
    const acts: Found[] = live
      .map((one) => one.command)
      .filter((command) => command.inPalette !== false && (command.when === undefined || command.when()))
      .map((command) => ({
        id: command.id,
        label: command.label[shown],
        kind: KINDS.act,
        ...(command.keys !== undefined && { keys: command.keys }),
        run: command.run,
      }));
    return [...pages, ...acts].filter((one) => plain(one.label).includes(plain(typed.trim())));
  }, [live, navigate, role, shown, typed]);
}
