import type { Failure } from '../../../../shared/failure.ts';
import type { Text } from '../../../../shared/text.ts';
import { BACK } from '../../../../shared/words.ts';
import { PageTitle } from '../../../frame/Page.tsx';
import { say } from '../../../language.ts';
import { Button } from '../../../ui/Button.tsx';
import { ChevronLeftIcon } from '../../../ui/icons.ts';
import { DayInput, TextInput } from '../../../ui/Inputs.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { PassphraseChoice } from '../../../ui/PassphraseChoice.tsx';
import { LEAST_STAFF } from '../../printing/handbook/chapters.ts';
import '../../printing/handbook/handbook.css';
import type { FounderDraft, StartDraft } from './draft.ts';
import { missingInPeople } from './draft.ts';

const TITLE: Text = { fr: 'Deux personnes signent le début', en: 'Two people sign the start' };
const WHY: Text = {
  fr: 'Chacune tape sa propre phrase secrète, sans que l’autre regarde. L’administration inscrit le personnel, l’autre personne ouvre les accès\u00a0: aucune ne peut agir seule.',
  en: 'Each types a passphrase of her or his own, unseen by the other. The administration enrols the staff, the other person opens access: neither can act alone.',
};
const SMALL: Text = { fr: 'Vous êtes peu nombreux\u00a0? Le moins de personnes possible', en: 'Are you few? The fewest people possible' };
const ADMINISTRATION: Text = { fr: 'Administration', en: 'Administration' };
const SUPERVISION: Text = { fr: 'Supervision', en: 'Supervision' };
const FOCAL_POINT: Text = { fr: 'Point focal', en: 'Focal point' };
const CREATE: Text = { fr: 'Signer et créer la base', en: 'Sign and create the base' };
const WORKING: Text = { fr: 'Réglage de la protection, 4\u00a0s…', en: 'Setting the protection, 4 s…' };

const LABELS = {
  code: { fr: 'Code', en: 'Code' },
  name: { fr: 'Nom', en: 'Name' },
  pledge: { fr: 'Engagement de confidentialité signé le', en: 'Confidentiality pledge signed on' },
} satisfies Record<string, Text>;

type Props = {
  readonly draft: StartDraft;
  readonly change: (draft: StartDraft) => void;
  readonly back: () => void;
  readonly create: () => void;
  readonly working: boolean;
  readonly failure: Failure | null;
};

/** Step 2: the administrator and the first supervisor (or the focal point) choose their passphrases; then the base is made. */
export function PeopleStep({ draft, change, back, create, working, failure }: Props) {
  const missing = missingInPeople(draft);
  return (
    <form
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && !working) create();
      }}
    >
      <div>
        <PageTitle>{TITLE}</PageTitle>
        <p className="start-why">{say(WHY)}</p>
      </div>
      {draft.kind === 'centre' && (
        <details className="card">
          <summary>{say(SMALL)}</summary>
          <ul className="handbook-lines">
            {LEAST_STAFF.map((line) => (
              <li key={line.en}>{say(line)}</li>
            ))}
          </ul>
        </details>
      )}
      <FounderFields
        id="administrator"
        title={ADMINISTRATION}
        founder={draft.administrator}
        change={(administrator) => change({ ...draft, administrator })}
      />
      <FounderFields
        id="authority"
        title={draft.kind === 'centre' ? SUPERVISION : FOCAL_POINT}
        founder={draft.authority}
        change={(authority) => change({ ...draft, authority })}
      />
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="start-foot">
        <Button size="large" icon={ChevronLeftIcon} onPress={back}>
          {BACK}
        </Button>
        {missing !== null && <span className="hint">{say(missing.text)}</span>}
        <Button
          type="submit"
          kind="primary"
          size="large"
          missing={missing?.text ?? null}
          working={working ? WORKING : null}
          {...(missing && { missingAt: missing.at })}
        >
          {CREATE}
        </Button>
      </div>
    </form>
  );
}

type FounderProps = {
  readonly id: string;
  readonly title: Text;
  readonly founder: FounderDraft;
  readonly change: (founder: FounderDraft) => void;
};

function FounderFields({ id, title, founder, change }: FounderProps) {
  return (
    <fieldset className="card stack">
      <legend className="card-legend">{say(title)}</legend>
      <div className="triple">
        <TextInput
          id={`${id}-code`}
          code
          most={4}
          label={LABELS.code}
          value={founder.staffCode}
          onChange={(staffCode) => change({ ...founder, staffCode })}
        />
        <TextInput id={`${id}-name`} label={LABELS.name} value={founder.name} onChange={(name) => change({ ...founder, name })} />
        <DayInput
          id={`${id}-pledge`}
          label={LABELS.pledge}
          value={founder.pledgeDate}
          onChange={(pledgeDate) => change({ ...founder, pledgeDate })}
        />
      </div>
      <PassphraseChoice id={`${id}-passphrase`} value={founder.passphrase} onChange={(passphrase) => change({ ...founder, passphrase })} />
    </fieldset>
  );
}
