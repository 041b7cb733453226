import { useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Text } from '../../../shared/text.ts';
import { COLUMN, CONTINUE } from '../../../shared/words.ts';
import { useCommands } from '../../commands/registry.ts';
import { counted, language, say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ChevronLeftIcon, CircleCheckIcon } from '../../ui/icons.ts';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { choicesOf, withWording } from './mapping.ts';
import { TakeoverPage } from './TakeoverPage.tsx';
import { changeDraft, rehearsalInput } from './takeoverState.ts';
import type { Draft, Rehearsal, Wording } from './takeoverState.ts';
import { Select } from '../../ui/Select.tsx';

type Unmapped = Rehearsal['unmapped'][number];

const TITLE: Text = { fr: 'Quels mots du registre veulent dire quoi\u00a0?', en: 'Which words of the register mean what?' };
const ALL_KNOWN: Text = { fr: 'Tous les libellés sont reconnus', en: 'Every wording is recognised' };
const ALL_KNOWN_WHY: Text = {
  fr: 'Aucune cellule codée ne reste sans sens. Vos choix passés ont servi.',
  en: 'No coded cell is left without meaning. Your former choices were used.',
};
const BLANK: Text = { fr: 'Laisser vide, à compléter', en: 'Leave blank, to complete' };
const WORDING: Text = { fr: 'Écrit dans le registre', en: 'Written in the register' };
const ROWS: Text = { fr: 'Lignes', en: 'Lines' };
const CODE: Text = { fr: 'Veut dire', en: 'Means' };
const KNOWN: Text = { fr: 'Libellés reconnus', en: 'Recognised wordings' };
const BACK: Text = { fr: 'Colonnes', en: 'Columns' };
const WORKING: Text = { fr: 'Essai à blanc…', en: 'Dry run…' };
const KEPT: Text = { fr: 'Vos choix servent aussi aux prochains registres.', en: 'Your choices serve for the next registers too.' };

/** Step 3: wordings that no rule knows, each with a code or left blank; never guessed. */
export function ValuesStep({ draft, rehearsal }: { readonly draft: Draft; readonly rehearsal: Rehearsal }) {
  const navigate = useNavigate();
  const { working, failure, write } = useWrite();
  const form = useRef<HTMLFormElement>(null);
  const { unmapped, wordings: known } = rehearsal;
  useCommands(
    useMemo(() => [{ id: 'values.continue', label: CONTINUE, keys: 'Ctrl+Enter', run: () => form.current?.requestSubmit() }], []),
  );

  async function continueToRehearsal(): Promise<void> {
    if (working) return;
    if (draft.wordings.length > 0) {
      const outcome = await write('takeover.rehearse', rehearsalInput(draft));
      if (!outcome.ok) return;
      changeDraft({ rehearsal: outcome.value });
    }
    void navigate('/takeover/rehearsal');
  }
  function choose(one: Unmapped, code: string | null): void {
    const wording: Wording = { target: one.target, wording: one.wording, code };
    changeDraft({ wordings: withWording(draft.wordings, wording), rehearsal });
  }
  return (
    <TakeoverPage
      step="values"
      title={TITLE}
      lead={leadOf(unmapped.length)}
      foot={
        <>
          <span className="start">
            <ButtonLink to="/takeover/columns" icon={ChevronLeftIcon}>
              {BACK}
            </ButtonLink>
            <span className="hint foot-hint">{say(KEPT)}</span>
          </span>
          <Button kind="primary" size="large" type="submit" form="values" keys="Ctrl+Enter" working={working ? WORKING : null}>
            {CONTINUE}
          </Button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      <form
        id="values"
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          void continueToRehearsal();
        }}
      >
        {unmapped.length === 0 ? (
          <Notice tone="accent" icon={CircleCheckIcon} title={ALL_KNOWN}>
            <p>{say(ALL_KNOWN_WHY)}</p>
          </Notice>
        ) : (
          <div className="card flush table-frame">
            <table className="table">
              <caption className="hidden-text">{say(TITLE)}</caption>
              <thead>
                <tr>
                  <th scope="col">{say(WORDING)}</th>
                  <th scope="col">{say(COLUMN)}</th>
                  <th scope="col" className="number">
                    {say(ROWS)}
                  </th>
                  <th scope="col">{say(CODE)}</th>
                </tr>
              </thead>
              <tbody>
                {unmapped.map((one) => (
                  <WordingLine
                    key={`${one.target}|${one.heading}|${one.wording}`}
                    one={one}
                    chosen={chosenFor(draft.wordings, one)}
                    onChoose={(code) => choose(one, code)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </form>
      {known.length > 0 && (
        <Card>
          <details>
            <summary>
              {say(KNOWN)} <span className="hint number">{known.length}</span>
            </summary>
            <KnownWordings known={known} />
          </details>
        </Card>
      )}
    </TakeoverPage>
  );
}

function leadOf(unmapped: number): Text {
  const words = counted(
    unmapped,
    { fr: 'libellé que l’on ne connaît pas encore.', en: 'wording not known yet.' },
    { fr: 'libellés que l’on ne connaît pas encore.', en: 'wordings not known yet.' },
  );
  return {
    fr: `${words.fr} Sans choix, la cellule reste vide, à compléter.`,
    en: `${words.en} Without a choice, the cell stays blank, to complete.`,
  };
}

function chosenFor(wordings: readonly Wording[], { target, wording }: Unmapped): string | null {
  return wordings.find((one) => one.target === target && one.wording === wording)?.code ?? null;
}

type LineProps = { readonly one: Unmapped; readonly chosen: string | null; readonly onChoose: (code: string | null) => void };

function WordingLine({ one, chosen, onChoose }: LineProps) {
  return (
    <tr>
      <th scope="row">{language() === 'fr' ? `«\u00a0${one.wording}\u00a0»` : `“${one.wording}”`}</th>
      <td>{one.heading}</td>
      <td className="number">{one.rows.length}</td>
      <td>
        <Select
          aria-label={`${say(CODE)}, ${one.wording}`}
          value={chosen ?? ''}
          choices={[{ value: '', label: BLANK }, ...choicesOf(one.target).map(({ code, label }) => ({ value: code, label }))]}
          onChange={(code) => onChoose(code === '' ? null : code)}
        />
      </td>
    </tr>
  );
}

function KnownWordings({ known }: { readonly known: Rehearsal['wordings'] }) {
  return (
    <ul className="known-wordings">
      {known.map((one) => (
        <li key={`${one.target}|${one.heading}|${one.wording}`}>
          {one.wording} <span className="hint">→ {say(choicesOf(one.target).find(({ code }) => code === one.code)?.label ?? BLANK)}</span>
        </li>
      ))}
    </ul>
  );
}
