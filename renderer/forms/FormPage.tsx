import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { ShouldRevalidateFunctionArgs } from 'react-router';
import type { Text } from '../../shared/text.ts';
import { CASES } from '../../shared/words.ts';
import { Page, PageTitle } from '../frame/Page.tsx';
import { say } from '../language.ts';
import { Band, FailureNotice } from '../ui/Notice.tsx';
import { LockIcon } from '../ui/icons.ts';
import { ConflictView } from './ConflictView.tsx';
import { DroppedDialog } from './DroppedDialog.tsx';
import { FillingContext, formOfPart, useFilling, useShown } from './filling.ts';
import { FormFoot } from './FormFoot.tsx';
import { FormSections, FormToSee } from './FormProgress.tsx';
import { ConsentSide, QuestionHelp, QuestionKeys } from './FormSide.tsx';
import type { FormData } from './loader.ts';
import { MaskedQuestions } from './MaskedQuestions.tsx';
import { NothingNew } from './NothingNew.tsx';
import { openForm } from './opening.ts';
import type { OpenForm } from './opening.ts';
import { RowList } from './RowList.tsx';
import { answersToSave } from './sections.ts';
import type { Group } from './sections.ts';
import { SectionView } from './SectionView.tsx';
import { useFillingCommands, useKeeping } from './useDraft.ts';
import { useSaving } from './useSaving.ts';
import { useScreenCommands, useScreens } from './useScreens.ts';
import type { Screens } from './useScreens.ts';
import './forms.css';
import { formLoader } from './loader.ts';
import { formAction } from './submit.ts';
import { page, MAY } from '../frame/page.ts';

const READING: Text = { fr: 'Lecture', en: 'Reading' };
const NEVER_REQUIRED: Text = {
  fr: 'Aucune question sur la violence n’est obligatoire. On peut s’arrêter ici et reprendre plus tard.',
  en: 'No question about the violence is required. You can stop here and resume later.',
};

/** One form of a case (interface §3.6); it opens anew for another record, and when an account is read on purpose. */
function FormPage(data: FormData) {
  const [query] = useSearchParams();
  const { caseId, form, recordId } = data.opened;
  return <OpenedForm key={[caseId, form, recordId, query.get('narrative')].join(' ')} data={data} />;
}

/** Another section of the same record is read from what is open already; anything else is read again. */
function readAgain({
  currentParams,
  nextParams,
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  const sameRecord =
    ['case', 'form', 'record'].every((name) => currentParams[name] === nextParams[name]) && currentUrl.search === nextUrl.search;
  return formMethod === undefined && sameRecord && currentParams['section'] !== nextParams['section'] ? false : defaultShouldRevalidate;
}

/** `#/cases/:case/forms/:form/:record?/:section?`: `new` means a record that does not exist yet. */
export const formPage = page({
  path: '/cases/:case/forms/:form/:record?/:section?',
  roles: MAY.caseStaff,
  rail: 'cases',
  load: formLoader,
  action: formAction,
  shouldRevalidate: readAgain,
  Page: FormPage,
});

function OpenedForm({ data }: { readonly data: FormData }) {
  const { section = data.opened.draft?.at.section ?? '' } = useParams();
  const [open] = useState(() => openForm(data, section));
  return (
    <FillingContext value={open.filling}>
      <FormBody data={data} open={open} />
    </FillingContext>
  );
}

function FormBody({ data, open }: { readonly data: FormData; readonly open: OpenForm }) {
  const { opened, file } = data;
  const { filling } = open;
  const form = formOfPart(opened.form);
  const keptAt = useKeeping(filling.keeper);
  const at = useScreens(data, filling);
  const saving = useSaving(data, open, at.goToProblem);
  useFillingCommands(filling);
  useScreenCommands(at, filling.readOnly ? null : saving.finish);
  return (
    <Page
      bare
      title={form.title}
      trail={[
        { to: '/cases', label: CASES },
        { to: `/cases/${opened.caseId}`, label: <span className="code">{opened.caseCode}</span> },
      ]}
      kept={filling.readOnly ? null : keptAt}
      sideAt="top"
      side={
        <>
          {!filling.readOnly && <FormToSee form={form.id} onGo={at.goToProblem} />}
          <ConsentSide consent={file.row.consent} />
          <QuestionHelp />
        </>
      }
    >
      <div className="form-columns">
        <div className="form-left">
          <PageTitle focus={false}>{form.title}</PageTitle>
          <FormSections form={form.id} screens={at.screens} here={at.screen} addressOf={at.addressOf} onLeave={at.leaving} />
          {form.id === 'incident' && <p className="hint">{say(NEVER_REQUIRED)}</p>}
          {!filling.readOnly && <QuestionKeys />}
        </div>
        <section className="card flush form-card" aria-labelledby={saving.conflict ? undefined : 'section-title'}>
          <div className="form-body stack wide">
            {filling.readOnly && <Band icon={LockIcon}>{READING}</Band>}
            {saving.failure !== null && <FailureNotice failure={saving.failure} id="form-failure" />}
            {saving.conflict ? (
              <ConflictView
                opened={opened}
                mine={answersToSave(filling, filling.draft.store.getState(), opened.form)}
                onDecide={saving.decide}
              />
            ) : (
              <FormSectionView data={data} at={at} />
            )}
          </div>
          {!saving.conflict && <FormFoot at={at} saving={saving} readOnly={filling.readOnly} caseId={opened.caseId} />}
        </section>
      </div>
      {saving.dropped !== null && <DroppedDialog dropped={saving.dropped} onBack={saving.back} onFinish={saving.finishWithout} />}
    </Page>
  );
}

function FormSectionView({ data: { opened }, at: { screens, screen } }: { readonly data: FormData; readonly at: Screens }) {
  const { readOnly } = useFilling();
  const rank = screens.indexOf(screen) + 1;
  const ranked = screens.length > 1 && say({ fr: `section ${rank} sur ${screens.length}`, en: `section ${rank} of ${screens.length}` });
  if (screen.kind === 'rows') {
    return (
      <>
        <SectionTitle title={screen.title} ranked={ranked} />
        <RowList form={formOfPart(screen.form)} />
      </>
    );
  }
  const [first, ...others] = screen.groups;
  return (
    <>
      <SectionTitle title={first?.title ?? screen.title} ranked={ranked} />
      {opened.form === 'follow_up' && opened.recordId === null && !readOnly && <NothingNew opened={opened} />}
      <SectionView part={opened.form} fields={first?.fields ?? screen.fields} />
      {others.map((group) => (
        <LaterGroup key={group.title.fr} part={opened.form} group={group} />
      ))}
      <MaskedQuestions opened={opened} fields={screen.fields} />
    </>
  );
}

function SectionTitle({ title, ranked }: { readonly title: Text; readonly ranked: string | false }) {
  return (
    <div className="section-title-line">
      <h2 id="section-title" data-section-title tabIndex={-1}>
        {say(title)}
      </h2>
      {ranked !== false && <span className="hint">{ranked}</span>}
    </div>
  );
}

/** A further group of questions on a form of one screen, once one of them is asked. */
function LaterGroup({ part, group: { title, fields } }: { readonly part: string; readonly group: Group }) {
  if (useShown(part, fields).length === 0) return null;
  return (
    <>
      <h2 className="later-group">{say(title)}</h2>
      <SectionView part={part} fields={fields} />
    </>
  );
}
