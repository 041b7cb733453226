import type { Suspect } from '../../../shared/contract/intake.ts';
import type { Failure } from '../../../shared/failure.ts';
import { OPEN_STATES } from '../../../shared/rules/cases/caseState.ts';
import type { Text } from '../../../shared/text.ts';
import { AGREEMENT } from '../../../shared/words.ts';
import { counted, say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Chip, State } from '../../ui/Chip.tsx';
import type { Tone } from '../../ui/Chip.tsx';
import type { Icon } from '../../ui/Icon.tsx';
import { EqualApproximatelyIcon, EqualIcon, EqualNotIcon, EyeOffIcon, MinusIcon } from '../../ui/icons.ts';
import { EmptyState, FailureNotice, Notice } from '../../ui/Notice.tsx';

type Agreement = Suspect['reasons'][number]['agreement'];

const AGREEMENTS: Readonly<Record<Agreement, { readonly text: Text; readonly tone: Tone; readonly icon: Icon }>> = {
  same: { text: { fr: 'Concorde', en: 'Agrees' }, tone: 'leaf', icon: EqualIcon },
  close: { text: { fr: 'Proche', en: 'Close' }, tone: 'ochre', icon: EqualApproximatelyIcon },
  differs: { text: { fr: 'Diffère', en: 'Differs' }, tone: 'ink2', icon: EqualNotIcon },
  unknown: { text: { fr: 'Inconnu', en: 'Unknown' }, tone: 'ink3', icon: MinusIcon },
};
const KINDS: Readonly<Record<string, Text>> = {
  name: { fr: 'Nom', en: 'Name' },
  phone: { fr: 'Téléphone', en: 'Phone' },
  age: { fr: 'Âge', en: 'Age' },
  sex: { fr: 'Sexe', en: 'Sex' },
  cercle: { fr: 'Cercle de résidence', en: 'Cercle of residence' },
  mother_name: { fr: 'Nom de la mère', en: 'Mother’s name' },
};
const DEGREES: Readonly<Record<Suspect['degree'], Text>> = {
  likely: { fr: 'très proche', en: 'very close' },
  possible: { fr: 'assez proche', en: 'fairly close' },
};
const NONE: Text = { fr: 'Aucun dossier du centre ne ressemble à cet accueil.', en: 'No file of the centre resembles this intake.' };
const SEARCHING: Text = { fr: 'Recherche dans les dossiers du centre…', en: 'Searching the files of the centre…' };
const OTHERS: Text = { fr: 'Dossier suivi par une autre personne', en: 'File followed by another person' };
const NO_VALUES: Text = {
  fr: 'Vous voyez le degré d’accord, jamais les valeurs. La supervision comparera les deux dossiers.',
  en: 'You see the degree of agreement, never the values. The supervisor will compare the two files.',
};
const OPEN: Text = { fr: 'Ouvrir ce dossier', en: 'Open this file' };
const CONTINUE: Text = { fr: 'C’est elle\u00a0: continuer dans ce dossier', en: 'It is her: go on in this file' };
const REOPEN: Text = { fr: 'C’est elle\u00a0: rouvrir ce dossier', en: 'It is her: reopen this file' };
const JOINING: Text = {
  fr: 'Le consentement et le danger d’aujourd’hui entrent dans ce dossier, sans rien retaper. Un nouvel incident s’y ajoute ensuite.',
  en: 'Today’s consent and danger go into this file, with nothing typed again. A new incident is added there afterwards.',
};
const NEVER_MERGED: Text = {
  fr: 'Rien n’est fusionné sans décision de la supervision. L’accueil continue pendant ce temps.',
  en: 'Nothing is merged without a decision of the supervisor. The intake goes on meanwhile.',
};
const ELEMENT: Text = { fr: 'Élément', en: 'Element' };
const YOURS: Text = { fr: 'Votre dossier', en: 'Your file' };

export type Search = { readonly suspects: readonly Suspect[] | null; readonly failure: Failure | null };

type Join = (caseId: string) => Promise<void>;

/** Step 4: files of the centre that resemble this intake, with degrees of agreement in words and no value of another's file (interface 3.13). */
export function DuplicatesStep({ search: { suspects, failure }, join }: { readonly search: Search; readonly join: Join }) {
  if (failure !== null) return <FailureNotice failure={failure} />;
  if (suspects === null) return <p className="quiet">{say(SEARCHING)}</p>;
  if (suspects.length === 0) return <EmptyState>{NONE}</EmptyState>;
  return (
    <>
      <p className="quiet">
        {say(
          counted(
            suspects.length,
            { fr: 'rapprochement possible', en: 'possible match' },
            { fr: 'rapprochements possibles', en: 'possible matches' },
          ),
        )}
        . {say(NEVER_MERGED)}
      </p>
      {suspects.map((suspect, place) => (
        <SuspectCard key={suspect.caseId ?? `other-${place}`} suspect={suspect} join={join} />
      ))}
    </>
  );
}

/** What ends the intake in a case that the person has already; null for a case where it cannot continue. */
function joinName({ state }: Suspect): Text | null {
  if (state === 'closed') return REOPEN;
  return OPEN_STATES.some((open) => open === state) ? CONTINUE : null;
}

function SuspectCard({ suspect, join }: { readonly suspect: Suspect; readonly join: Join }) {
  const { caseId } = suspect;
  const joining = joinName(suspect);
  const title = suspect.caseCode ?? say(OTHERS);
  return (
    <section className="suspect stack tight" aria-label={`${title}, ${say(DEGREES[suspect.degree])}`}>
      <div className="spread">
        <h3 className={suspect.caseCode === null ? undefined : 'code'}>{title}</h3>
        <Chip tone={suspect.degree === 'likely' ? 'accent' : 'plain'}>{DEGREES[suspect.degree]}</Chip>
      </div>
      {suspect.caseCode === null && (
        <Notice icon={EyeOffIcon}>
          <p>{say(NO_VALUES)}</p>
        </Notice>
      )}
      <table className="table">
        <caption className="hidden-text">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say(ELEMENT)}</th>
            <th scope="col">{say(AGREEMENT)}</th>
          </tr>
        </thead>
        <tbody>
          {suspect.reasons.map(({ kind, agreement }) => {
            const { text, tone, icon } = AGREEMENTS[agreement];
            return (
              <tr key={kind}>
                <th scope="row">{say(KINDS[kind] ?? { fr: kind, en: kind })}</th>
                <td>
                  <State tone={tone} icon={icon}>
                    {text}
                  </State>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {caseId !== null && (
        <>
          <div className="row">
            <span className="hint">{say(YOURS)}</span>
            {joining !== null && <Button onPress={() => void join(caseId)}>{joining}</Button>}
            <ButtonLink to={`/cases/${caseId}`}>{OPEN}</ButtonLink>
          </div>
          {joining !== null && <p className="hint">{say(JOINING)}</p>}
        </>
      )}
    </section>
  );
}
