import { useCallback, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import { attempt } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { counted, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Field } from '../../ui/Field.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { ReasonChoice } from '../../ui/ReasonChoice.tsx';
import type { RevealReason } from '../../ui/reveal.ts';
import { useMaskAgain } from '../../ui/useMaskAgain.ts';
import { useFound } from './found.ts';
import { Results } from './Results.tsx';
import { page, MAY } from '../../frame/page.ts';

const TITLE: Text = { fr: 'Chercher une personne', en: 'Look for a person' };
const LEAD: Text = {
  fr: 'Par le nom, le téléphone, le lieu ou le code, parmi les dossiers que vous pouvez lire.',
  en: 'By name, telephone, place or code, among the cases you may read.',
};
const RULE: Text = {
  fr: 'La recherche lit les noms des dossiers. Le motif s’inscrit au journal\u00a0; ce que vous tapez ne s’écrit nulle part.',
  en: 'The search reads the names of the cases. The reason is written in the journal; what you type is written nowhere.',
};
const BEGIN: Text = { fr: 'Ouvrir la recherche', en: 'Open the search' };
const READING: Text = { fr: 'Lecture des noms…', en: 'Reading the names…' };
const TYPED: Text = { fr: 'Nom, téléphone, lieu ou code', en: 'Name, telephone, place or code' };
const HELP: Text = {
  fr: 'Les accents, l’ordre des mots et les façons d’écrire un nom ne comptent pas. Le champ se vide après 60\u00a0secondes, ou quand vous quittez la fenêtre.',
  en: 'Accents, the order of words and the ways of writing a name do not matter. The field empties after 60 seconds, or when you leave the window.',
};

/** Search by name, apart from every other page: a reason first, then codes with a word on how near they are, names one at a time (interface 3.13). */
function SearchPage() {
  const [opened, setOpened] = useState<{ readonly reason: RevealReason; readonly persons: number } | null>(null);
  return (
    <Page title={TITLE} lead={LEAD}>
      {opened === null ? <ReasonStep open={setOpened} /> : <Search reason={opened.reason} persons={opened.persons} />}
    </Page>
  );
}

export const searchPage = page({ path: '/search', roles: MAY.caseStaff, rail: 'cases', Page: SearchPage });

function ReasonStep({ open }: { readonly open: (opened: { readonly reason: RevealReason; readonly persons: number }) => void }) {
  const [reason, setReason] = useState<RevealReason>('verify');
  const [reading, setReading] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function begin(): Promise<void> {
    setReading(true);
    const outcome = await attempt('search.open', { reason });
    setReading(false);
    if (outcome.ok) open({ reason, persons: outcome.value.persons });
    else setFailure(outcome.failure);
  }
  return (
    <Card>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <p>{say(RULE)}</p>
        <ReasonChoice reason={reason} choose={setReason} />
        {failure !== null && <FailureNotice failure={failure} />}
        <div className="row">
          <Button type="submit" kind="primary" working={reading ? READING : null}>
            {BEGIN}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Search({ reason, persons }: { readonly reason: RevealReason; readonly persons: number }) {
  const [typed, setTyped] = useState('');
  const { found, failure } = useFound(typed);
  const clear = useCallback(() => setTyped(''), []);
  useMaskAgain(typed !== '', clear, typed.length);
  const read = counted(persons, { fr: 'personne lue', en: 'person read' }, { fr: 'personnes lues', en: 'persons read' });
  return (
    <>
      <Card>
        <Field label={TYPED} hint={`${say(HELP)} ${say(read)}.`}>
          {(props) => (
            <input
              {...props}
              className="input"
              autoFocus
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
            />
          )}
        </Field>
      </Card>
      {failure !== null && <FailureNotice failure={failure} />}
      {found !== null && <Results found={found} reason={reason} />}
    </>
  );
}
