import type { Input } from '../../../../shared/contract.ts';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import { REPORTING_AUTHORITIES } from '../../../../shared/rules/mandatoryReporting.ts';
import { typedName } from '../../../../shared/rules/typed.ts';
import type { Text } from '../../../../shared/text.ts';
import { REASON } from '../../../../shared/words.ts';
import { FromDraft } from '../../../forms/FromDraft.tsx';
import type { DraftPlace, KeptDraft } from '../../../forms/keptDraft.ts';
import { useTyping } from '../../../forms/useTyping.ts';
import { today } from '../../../today.ts';
import { Field, FieldGroup, Segments } from '../../../ui/Field.tsx';
import { DayInput, ListInput } from '../../../ui/Inputs.tsx';
import type { Duty } from './loaders.ts';
import { ActDialog } from '../../../ui/ActDialog.tsx';
import type { Lack } from '../../../ui/ActDialog.tsx';

const STEP: Text = { fr: 'Où en est le signalement', en: 'Where the report stands' };
const STEPS: readonly { readonly value: Input<'mandatoryReporting.record'>['step']; readonly label: Text }[] = [
  { value: 'decided', label: { fr: 'Décidé', en: 'Decided' } },
  { value: 'made', label: { fr: 'Fait', en: 'Made' } },
  { value: 'not_made', label: { fr: 'Non fait', en: 'Not made' } },
];
const INFORMED: Text = { fr: 'La personne a été prévenue de nouveau, avant', en: 'The person was told again, before' };
const ENDANGERS: Text = { fr: 'Le signalement pourrait mettre l’enfant en danger', en: 'The report could endanger the child' };
const DECIDES: Text = {
  fr: 'Si oui, la supervision décide, avec le formulaire de l’intérêt supérieur, sur papier.',
  en: 'If so, the supervisor decides, with the best-interests form, on paper.',
};
const YES_NO = [
  { value: 'yes', label: { fr: 'Oui', en: 'Yes' } },
  { value: 'no', label: { fr: 'Non', en: 'No' } },
] as const satisfies readonly { readonly value: 'yes' | 'no'; readonly label: Text }[];
const DATE: Text = { fr: 'Le', en: 'On' };
const AUTHORITY: Text = { fr: 'Catégorie d’autorité', en: 'Kind of authority' };
const REASON_HINT: Text = {
  fr: 'Sans nom ni récit. Demandée si rien n’est fait, si la personne n’a pas été prévenue, ou pour un·e enfant en danger.',
  en: 'No name, no account. Required if nothing is done, if the person was not told, or for a child in danger.',
};
const RECORD: Text = { fr: 'Noter', en: 'Record' };
const RECORDED: Text = { fr: 'Noté dans le dossier.', en: 'Recorded in the case.' };
const NO_STEP: Text = { fr: 'Dites où en est le signalement.', en: 'Say where the report stands.' };
const INFORMED_MISSING: Text = { fr: 'Dites si la personne a été prévenue.', en: 'Say whether the person was told.' };
const DANGER_MISSING: Text = { fr: 'Dites si l’enfant pourrait être mis en danger.', en: 'Say whether the child could be endangered.' };
const NO_AUTHORITY: Text = { fr: 'Il manque la catégorie d’autorité.', en: 'The kind of authority is missing.' };

type Shared = { readonly file: CaseFile; readonly duty: Duty; readonly close: () => void };

/** A dated record of a report: every time asked anew whether the person was informed (reference §5.2). It opens on what was typed and not recorded. */
export function ReportDialog({ file, duty, close }: Shared) {
  const place = { form: typedName('report', duty.situation), caseId: file.row.caseId, recordId: null };
  return <FromDraft place={place}>{(kept) => <Report file={file} duty={duty} place={place} kept={kept} close={close} />}</FromDraft>;
}

type Props = Shared & { readonly place: DraftPlace; readonly kept: KeptDraft | null };

function Report({ file, duty, place, kept, close }: Props) {
  const { words, type, keeper } = useTyping(place, { date: today() }, kept);
  const step = STEPS.find(({ value }) => value === words('step'))?.value ?? null;
  const informed = YES_NO.find(({ value }) => value === words('informed'))?.value ?? null;
  const endangers = YES_NO.find(({ value }) => value === words('endangers'))?.value ?? null;
  const [date, authority, reason] = [words('date'), words('authority'), words('reason')];
  const { isChild } = file.reporting;
  const chosen = REPORTING_AUTHORITIES.find((one) => one === authority) ?? null;
  function lackOf(): Lack | null {
    if (step === null) return { at: 'report-step', text: NO_STEP };
    if (informed === null) return { at: 'report-informed', text: INFORMED_MISSING };
    if (isChild && endangers === null) return { at: 'report-endangers', text: DANGER_MISSING };
    return step !== 'not_made' && chosen === null ? { at: 'report-authority', text: NO_AUTHORITY } : null;
  }
  return (
    <ActDialog
      title={duty.title}
      close={close}
      act={RECORD}
      kind="primary"
      lack={lackOf()}
      keeper={keeper}
      run={async (write) => {
        if (step === null || informed === null) return null;
        const { caseId } = file.row;
        const written = reason.trim() === '' ? null : reason;
        const report = { caseId, situation: duty.situation, step, date, informed, endangers, authority: chosen, reason: written };
        return write('mandatoryReporting.record', report);
      }}
      done={RECORDED}
    >
      <FieldGroup id="report-step" label={STEP}>
        <Segments name="report-step" options={STEPS} value={step} onChange={(value) => type('step', value)} />
      </FieldGroup>
      <FieldGroup id="report-informed" label={INFORMED}>
        <Segments name="report-informed" options={YES_NO} value={informed} onChange={(value) => type('informed', value)} />
      </FieldGroup>
      {isChild && (
        <FieldGroup id="report-endangers" label={ENDANGERS} hint={DECIDES}>
          <Segments name="report-endangers" options={YES_NO} value={endangers} onChange={(value) => type('endangers', value)} />
        </FieldGroup>
      )}
      <DayInput id="report-date" label={DATE} value={date} onChange={(value) => type('date', value)} />
      {step !== 'not_made' && (
        <ListInput
          id="report-authority"
          label={AUTHORITY}
          list="provider_type"
          only={({ code }) => REPORTING_AUTHORITIES.some((one) => one === code)}
          value={authority}
          onChange={(value) => type('authority', value)}
        />
      )}
      <Field id="report-reason" label={REASON} hint={REASON_HINT}>
        {(control) => (
          <textarea
            {...control}
            className="input"
            maxLength={2000}
            value={reason}
            onChange={(event) => type('reason', event.target.value)}
          />
        )}
      </Field>
    </ActDialog>
  );
}
