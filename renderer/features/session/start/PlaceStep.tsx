import type { Text } from '../../../../shared/text.ts';
import { CONTINUE, LANGUAGE, SITE, STRUCTURE } from '../../../../shared/words.ts';
import { PageTitle } from '../../../frame/Page.tsx';
import { say } from '../../../language.ts';
import { prefer, useSession } from '../../../session.ts';
import { Button } from '../../../ui/Button.tsx';
import { FieldGroup, Segments } from '../../../ui/Field.tsx';
import { ListInput, TextInput } from '../../../ui/Inputs.tsx';
import { cerclesOf } from '../../../wording.ts';
import type { StartDraft } from './draft.ts';
import { missingInPlace } from './draft.ts';

const TITLE: Text = { fr: 'Où sert cet ordinateur\u00a0?', en: 'Where does this computer serve?' };
const WHY: Text = {
  fr: 'Le code du site figure dans le code de chaque dossier. Il ne change plus ensuite. Un poste de formation le reste : lui et les vrais postes refusent les fichiers l’un de l’autre.',
  en: 'The site code stands in the code of each case. It does not change afterwards. A training computer stays one: it and the real ones refuse each other’s files.',
};
const KIND: Text = { fr: 'Cet ordinateur est', en: 'This computer is' };
const CENTRE: Text = { fr: 'Celui d’un centre', en: 'A centre’s' };
const DESK: Text = { fr: 'Celui d’un point focal', en: 'A focal point’s' };
const USE: Text = { fr: 'Cet ordinateur sert', en: 'This computer serves' };
const REAL: Text = { fr: 'Au travail', en: 'Work' };
const TRAINING: Text = { fr: 'À la formation', en: 'Training' };

const LABELS = {
  structureCode: { fr: 'Code de la structure', en: 'Structure code' },
  structureName: { fr: 'Nom de la structure', en: 'Structure name' },
  structureType: { fr: 'Type de structure', en: 'Type of structure' },
  siteCode: { fr: 'Code du site', en: 'Site code' },
  siteName: { fr: 'Nom du site', en: 'Site name' },
  siteType: { fr: 'Type de site', en: 'Type of site' },
  region: { fr: 'Région', en: 'Region' },
  cercle: { fr: 'Cercle', en: 'Cercle' },
} satisfies Record<string, Text>;

type Props = { readonly draft: StartDraft; readonly change: (draft: StartDraft) => void; readonly next: () => void };

/** Step 1: language, kind of machine, structure and site. */
export function PlaceStep({ draft, change, next }: Props) {
  const missing = missingInPlace(draft);
  return (
    <form
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) next();
      }}
    >
      <div>
        <PageTitle>{TITLE}</PageTitle>
        <p className="start-why">{say(WHY)}</p>
      </div>
      <div className="spread">
        <LanguageChoice />
        <FieldGroup label={KIND}>
          <Segments
            name="kind"
            value={draft.kind}
            onChange={(kind) => change({ ...draft, kind })}
            options={[
              { value: 'centre', label: CENTRE },
              { value: 'desk', label: DESK },
            ]}
          />
        </FieldGroup>
        <FieldGroup label={USE}>
          <Segments
            name="use"
            value={draft.use}
            onChange={(use) => change({ ...draft, use })}
            options={[
              { value: 'real', label: REAL },
              { value: 'training', label: TRAINING },
            ]}
          />
        </FieldGroup>
      </div>
      <StructureFields draft={draft} change={change} />
      <SiteFields draft={draft} change={change} />
      <div className="start-foot">
        {missing !== null && <span className="hint">{say(missing.text)}</span>}
        <Button
          type="submit"
          kind="primary"
          size="large"
          keys="Enter"
          missing={missing?.text ?? null}
          {...(missing && { missingAt: missing.at })}
        >
          {CONTINUE}
        </Button>
      </div>
    </form>
  );
}

function LanguageChoice() {
  const language = useSession(({ state }) => state?.language ?? 'fr');
  const theme = useSession(({ state }) => state?.theme ?? 'system');
  return (
    <FieldGroup label={LANGUAGE}>
      <Segments
        name="language"
        value={language}
        onChange={(value) => void prefer({ language: value, theme })}
        options={[
          { value: 'fr', label: <span lang="fr">Français</span> },
          { value: 'en', label: <span lang="en">English</span> },
        ]}
      />
    </FieldGroup>
  );
}

function StructureFields({ draft, change }: Omit<Props, 'next'>) {
  return (
    <fieldset className="card stack">
      <legend className="card-legend">{say(STRUCTURE)}</legend>
      <div className="triple">
        <TextInput
          id="structure-code"
          code
          most={6}
          label={LABELS.structureCode}
          value={draft.structureCode}
          onChange={(structureCode) => change({ ...draft, structureCode })}
        />
        <TextInput
          id="structure-name"
          label={LABELS.structureName}
          value={draft.structureName}
          onChange={(structureName) => change({ ...draft, structureName })}
        />
        <ListInput
          id="structure-type"
          list="structure_type"
          label={LABELS.structureType}
          value={draft.structureType}
          onChange={(structureType) => change({ ...draft, structureType })}
        />
      </div>
    </fieldset>
  );
}

function SiteFields({ draft, change }: Omit<Props, 'next'>) {
  return (
    <fieldset className="card stack">
      <legend className="card-legend">{say(SITE)}</legend>
      <div className="triple">
        <TextInput
          id="site-code"
          code
          most={5}
          label={LABELS.siteCode}
          value={draft.siteCode}
          onChange={(siteCode) => change({ ...draft, siteCode })}
        />
        <TextInput id="site-name" label={LABELS.siteName} value={draft.siteName} onChange={(siteName) => change({ ...draft, siteName })} />
        <ListInput
          id="site-type"
          list="site_type"
          label={LABELS.siteType}
          value={draft.siteType}
          onChange={(siteType) => change({ ...draft, siteType })}
        />
      </div>
      <div className="pair">
        <ListInput
          id="region"
          list="region"
          label={LABELS.region}
          value={draft.region}
          onChange={(region) => change({ ...draft, region, cercle: '' })}
        />
        <ListInput
          id="cercle"
          list="cercle"
          optional
          only={cerclesOf(draft.region)}
          label={LABELS.cercle}
          value={draft.cercle}
          onChange={(cercle) => change({ ...draft, cercle })}
        />
      </div>
    </fieldset>
  );
}
