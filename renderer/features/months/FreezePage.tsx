import { useMemo, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useNavigate } from 'react-router';
import type { Input } from '../../../shared/contract.ts';
import { formatDate, formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { MONTHLY_REPORT } from '../../../shared/words.ts';
import { useCommands } from '../../commands/registry.ts';
import { KeptState } from '../../forms/DraftState.tsx';
import type { KeptDraft } from '../../forms/keptDraft.ts';
import { useTyping } from '../../forms/useTyping.ts';
import { Page } from '../../frame/Page.tsx';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FieldGroup, Segments } from '../../ui/Field.tsx';
import { ChevronLeftIcon } from '../../ui/icons.ts';
import { NeverLeft } from '../../ui/NeverLeft.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { PassphraseField } from '../../ui/PassphraseField.tsx';
import { useWrite } from '../../write.ts';
import { CommentField } from './CommentField.tsx';
import { FreezeSummary } from './FreezeSummary.tsx';
import { monthPlace } from './loaders.ts';
import type { Check, Preview } from './loaders.ts';
import { monthTitle } from '../../ui/charts/monthTitle.ts';
import { MonthSteps } from './MonthSteps.tsx';
import { ServiceGaps } from './ServiceGaps.tsx';
import { STEP_NAMES, stepAddress } from './steps.ts';
import type { MonthLine } from './steps.ts';
import { NO_OWN_PASSPHRASE, OWN_PASSPHRASE } from '../../ui/passphrase.ts';

type YesNo = Input<'months.freeze'>['secureDatabase'];

const ONCE: Text = { fr: 'Une fois figé, ce mois ne change plus.', en: 'Once frozen, this month no longer changes.' };
const QUESTIONS: Text = { fr: 'Ce que le rapport dit du centre', en: 'What the report says of the centre' };
const SECURE: Text = {
  fr: 'La base confidentielle a-t-elle servi tout le mois\u00a0?',
  en: 'Was the confidential database in use all month?',
};
const SECURE_HINT: Text = { fr: 'Chiffrée, sauvegardée, un rôle par personne.', en: 'Encrypted, backed up, one role per person.' };
/** Why « Oui » cannot be signed today, with what is known (security §9.2). */
function notSecured({ verifiedOn, drilledOn }: Check['secured']): Text {
  const day = (on: string | null, language: 'fr' | 'en') =>
    on === null ? { fr: 'aucun', en: 'none' }[language] : formatDate(on, language);
  return {
    fr: `« Oui » demande une copie vérifiée depuis moins de 31 jours (jour de la dernière : ${day(verifiedOn, 'fr')}) et un exercice depuis moins de 12 mois (dernier : ${day(drilledOn, 'fr')}).`,
    en: `“Yes” asks for a verified copy less than 31 days old (day of the last: ${day(verifiedOn, 'en')}) and a drill less than 12 months old (last: ${day(drilledOn, 'en')}).`,
  };
}

const TOOLS: Text = { fr: 'Les outils harmonisés ont-ils servi tout le mois\u00a0?', en: 'Were the harmonised tools used all month?' };
const TOOLS_HINT: Text = { fr: 'Mêmes fiches et mêmes codes pour chaque accueil.', en: 'The same forms and codes for each intake.' };
const PHRASE_HINT: Text = {
  fr: 'Figer engage le centre\u00a0: votre phrase est redemandée.',
  en: 'Freezing binds the centre: your passphrase is asked again.',
};
const SIGN: Text = { fr: 'Figer et signer', en: 'Freeze and sign' };
const MISSING_ANSWERS: Text = { fr: 'Il manque une réponse à l’une des deux questions.', en: 'One of the two questions has no answer.' };
const UNPROVED: Text = {
  fr: 'Sans copie vérifiée ni exercice récents, la réponse est « Non ».',
  en: 'Without a recent verified copy and drill, the answer is “No”.',
};
const BLOCKED: Text = {
  fr: 'Des dossiers ne peuvent pas être comptés. Voyez l’étape Vérifier.',
  en: 'Some cases cannot be counted. See the step Check.',
};
const PUT_BACK: Text = { fr: 'Ce rapport n’est-il pas déjà parti ?', en: 'Has this report not left already?' };
const NEVER_LEFT: Text = {
  fr: 'Le point focal confirme n’avoir reçu aucun rapport de ce mois.',
  en: 'The focal point confirms that no report of this month was received.',
};
const NEVER_LEFT_FIRST: Text = {
  fr: 'Demandez d’abord au point focal s’il a déjà ce rapport.',
  en: 'First ask the focal point whether this report is there already.',
};
const WORKING: Text = { fr: 'Protection des tableaux…', en: 'Protecting the tables…' };
const YES_NO: readonly { readonly value: YesNo; readonly label: Text }[] = [
  { value: 'yes', label: { fr: 'Oui', en: 'Yes' } },
  { value: 'no', label: { fr: 'Non', en: 'No' } },
];

type Props = { readonly line: MonthLine; readonly preview: Preview; readonly check: Check; readonly kept: KeptDraft | null };

/** Step 3: two questions on the centre, a comment, the passphrase; then the month no longer changes. */
export function FreezePage({ line, preview, check, kept }: Props) {
  const navigate = useNavigate();
  const { working, failure, write } = useWrite();
  const form = useRef<HTMLFormElement>(null);
  const [neverLeft, setNeverLeft] = useState(false);
  const { month } = line;
  const { answers, words, type, keeper } = useTyping(monthPlace(month), {}, kept);
  const secureDatabase = yesNoOf(words('secure'));
  const harmonisedTools = yesNoOf(words('tools'));
  const serviceGaps = Array.isArray(answers['gaps']) ? answers['gaps'] : [];
  const comment = words('comment');
  const [passphrase, setPassphrase] = useState('');
  const secureHint = check.secured.holds ? SECURE_HINT : notSecured(check.secured);
  const unproved = secureDatabase === 'yes' && !check.secured.holds;
  const unsure = check.mayHaveLeft !== null && !neverLeft;
  const lack = lackOf(secureDatabase === null || harmonisedTools === null, unproved, unsure, passphrase === '', check.unopened.length > 0);
  useCommands(useMemo(() => [{ id: 'month.freeze', label: SIGN, keys: 'Ctrl+Enter', run: () => form.current?.requestSubmit() }], []));

  async function freeze(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (lack !== null || working || secureDatabase === null || harmonisedTools === null) return;
    const frozen = {
      month,
      passphrase,
      comment,
      secureDatabase,
      harmonisedTools,
      serviceGaps: [...serviceGaps],
      ...(neverLeft && { neverLeft }),
    };
    if (await keeper.end(async () => (await write('months.freeze', frozen)).ok)) void navigate(stepAddress(month, 'handover'));
  }
  return (
    <Page
      title={{ fr: `Figer ${formatMonth(month, 'fr')}`, en: `Freeze ${formatMonth(month, 'en')}` }}
      lead={ONCE}
      acts={<MonthSteps step="freeze" />}
      trail={[{ label: MONTHLY_REPORT, to: '/months' }]}
      here={monthTitle(month)}
      side={<FreezeSummary preview={preview} />}
      foot={
        <>
          <span className="start">
            <ButtonLink to={stepAddress(month, 'preview')} icon={ChevronLeftIcon}>
              {STEP_NAMES.preview}
            </ButtonLink>
          </span>
          <Button
            kind="primary"
            size="large"
            type="submit"
            form="freeze"
            keys="Ctrl+Enter"
            missing={lack?.words ?? null}
            {...(lack && { missingAt: lack.at })}
            working={working ? WORKING : null}
          >
            {SIGN}
          </Button>
        </>
      }
    >
      <form id="freeze" ref={form} className="stack wide" onSubmit={(event) => void freeze(event)}>
        {failure !== null && <FailureNotice failure={failure} />}
        <Card title={QUESTIONS}>
          <div className="stack">
            <div className="freeze-questions">
              <YesNoQuestion
                id="secure"
                label={SECURE}
                hint={secureHint}
                value={secureDatabase}
                onChange={(value) => type('secure', value)}
              />
              <YesNoQuestion
                id="tools"
                label={TOOLS}
                hint={TOOLS_HINT}
                value={harmonisedTools}
                onChange={(value) => type('tools', value)}
              />
            </div>
            {check.mayHaveLeft !== null && (
              <NeverLeft
                title={PUT_BACK}
                why={unknownSince(check.mayHaveLeft)}
                word={NEVER_LEFT}
                checked={neverLeft}
                onChange={setNeverLeft}
              />
            )}
            <CommentField value={comment} onChange={(value) => type('comment', value)} />
            <ServiceGaps chosen={serviceGaps} onChange={(value) => type('gaps', [...value])} />
            <KeptState keeper={keeper} />
          </div>
        </Card>
        <Card>
          <div className="freeze-phrase">
            <PassphraseField id="phrase" label={OWN_PASSPHRASE} hint={PHRASE_HINT} value={passphrase} onChange={setPassphrase} />
          </div>
        </Card>
      </form>
    </Page>
  );
}

function yesNoOf(typed: string): YesNo | null {
  return YES_NO.find(({ value }) => value === typed)?.value ?? null;
}

type Lack = { readonly words: Text; readonly at: string };

function lackOf(answers: boolean, unproved: boolean, unsure: boolean, phrase: boolean, blocked: boolean): Lack | null {
  if (blocked) return { words: BLOCKED, at: 'main' };
  if (answers) return { words: MISSING_ANSWERS, at: 'secure' };
  if (unproved) return { words: UNPROVED, at: 'secure' };
  if (unsure) return { words: NEVER_LEFT_FIRST, at: 'never-left' };
  return phrase ? { words: NO_OWN_PASSPHRASE, at: 'phrase' } : null;
}

/** No data here shows whether the report of this month had left before a copy was restored on that day. */
function unknownSince(day: string): Text {
  return {
    fr: `Une copie a été remise ici le ${formatDate(day, 'fr')}. Le rapport de ce mois était peut-être déjà parti : s’il l’est, ne figez pas, deux rapports du même mois en diraient trop.`,
    en: `A copy was put back here on ${formatDate(day, 'en')}. The report of this month may have left before: if so, do not freeze, two reports of one month would tell too much.`,
  };
}

type QuestionProps = {
  readonly id: string;
  readonly label: Text;
  readonly hint: Text;
  readonly value: YesNo | null;
  readonly onChange: (value: YesNo) => void;
};

function YesNoQuestion({ id, label, hint, value, onChange }: QuestionProps) {
  return (
    <FieldGroup id={id} label={label} hint={hint}>
      <Segments name={id} value={value} onChange={onChange} options={YES_NO} />
    </FieldGroup>
  );
}
