import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { CASES } from '../../../../shared/words.ts';
import { Page } from '../../../frame/Page.tsx';
import { formatInstantInList } from '../../../format.ts';
import { language, say } from '../../../language.ts';
import { Chip, RiskChip } from '../../../ui/Chip.tsx';
import { CopyCheckIcon, LockIcon } from '../../../ui/icons.ts';
import { Band } from '../../../ui/Notice.tsx';
import { Stepper } from '../../../ui/Stepper.tsx';
import { wording } from '../../../wording.ts';
import { CaseActs } from './CaseActs.tsx';
import { CaseSide } from './CaseSide.tsx';
import { CaseTabs } from './CaseTabs.tsx';
import { NextStep } from './NextStep.tsx';
import { ReportingNotice } from './ReportingNotice.tsx';
import { bandOf, stepOf, STEPS } from './state.ts';
import { useCaseCommands } from './useCaseCommands.ts';
import type { Tab } from './CaseTabs.tsx';
import { caseFileLoader } from './loaders.ts';
import { page, MAY } from '../../../frame/page.ts';

const PROGRESS: Text = { fr: 'Avancement du dossier', en: 'Progress of the case' };
const MERGED: Text = { fr: 'Réuni avec', en: 'Merged with' };
const READING: Text = { fr: 'Lecture seule\u00a0: ce dossier est suivi par ', en: 'Reading only: this case is followed by ' };

/** One case: code, next step with its clocks, forms in order, consent always in sight, identity hatched (interface 3.5). */
function CaseFilePage(file: CaseFile) {
  return <CaseView key={file.row.caseId} file={file} />;
}

export const caseFilePage = page({ path: '/cases/:case', roles: MAY.caseStaff, rail: 'cases', load: caseFileLoader, Page: CaseFilePage });

function CaseView({ file }: { readonly file: CaseFile }) {
  const [tab, setTab] = useState<Tab>('steps');
  const [asked, setAsked] = useState(0);
  const revealIdentity = useCallback(() => setAsked((before) => before + 1), []);
  useCaseCommands(file, setTab, revealIdentity);
  const { row } = file;
  return (
    <Page
      title={<span className="code">{row.caseCode}</span>}
      trail={[{ to: '/cases', label: CASES }]}
      here={row.caseCode}
      marks={
        <>
          <RiskChip risk={row.risk} />
          <CoarseFacts coarse={file.coarse} />
        </>
      }
      acts={<CaseActs file={file} />}
      above={<CaseState file={file} />}
      side={<CaseSide file={file} asked={asked} />}
    >
      <NextStep file={file} />
      <ReportingNotice file={file} />
      <CaseTabs file={file} tab={tab} choose={setTab} />
    </Page>
  );
}

function CoarseFacts({ coarse }: { readonly coarse: CaseFile['coarse'] }) {
  const person = [
    coarse.sex === null ? null : say(wording('sex', coarse.sex)),
    coarse.ageGroup === null ? null : say(wording('age_group', coarse.ageGroup)),
  ].filter((fact) => fact !== null);
  return (
    <>
      {person.length > 0 && <Chip>{person.join(', ')}</Chip>}
      {coarse.displacement !== null && <Chip>{wording('displacement_status', coarse.displacement)}</Chip>}
    </>
  );
}

/** The code of another case, a link for a person who may open it. */
function OtherCase({ linked: { caseId, caseCode } }: { readonly linked: CaseFile['merged'][number]['ended'] }) {
  if (caseId === null) return <span className="code">{caseCode}</span>;
  return (
    <Link className="code" to={`/cases/${caseId}`}>
      {caseCode}
    </Link>
  );
}

function CaseState({ file }: { readonly file: CaseFile }) {
  const step = stepOf(file.row.state);
  const band = bandOf(file);
  return (
    <>
      {step !== null && <Stepper label={PROGRESS} steps={STEPS} present={step} />}
      {band !== null && (
        <Band>
          {say(band)} {file.duplicateOf !== null && <OtherCase linked={file.duplicateOf} />}
        </Band>
      )}
      {file.merged.map(({ ended, mergedOn }) => (
        <Band key={mergedOn} icon={CopyCheckIcon}>
          {say(MERGED)} <OtherCase linked={ended} />, {formatInstantInList(mergedOn, language())}.
        </Band>
      ))}
      {!file.mayWrite && band === null && (
        <Band icon={LockIcon}>
          {say(READING)}
          <span className="code">{file.row.ownerCode}</span>.
        </Band>
      )}
    </>
  );
}
