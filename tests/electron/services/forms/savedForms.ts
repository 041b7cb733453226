import { randomUUID } from 'node:crypto';
import type { Answers } from '../../../../shared/forms/answers.ts';
import { incidentAnswers, incidentRows, intakeContent, type DemoCase } from '../../../support/caseBuilders.ts';
import { TODAY, type Installation } from '../../../support/installation.ts';

/** An invented person who comes today. */
export const PERSON: DemoCase = {
  staff: 'AC1',
  came: `${TODAY}T08:30`,
  age: 27,
  name: ['Exemplette', 'Démonstration'],
  type: 'physical_assault',
  risk: 'low',
  after: 2,
};

/** Registers an intake through the request handler; gives its case. */
export async function registerCase(
  centre: Installation,
  demoCase: DemoCase,
  changes: Readonly<Record<string, Answers>> = {},
): Promise<string> {
  const registered = await centre.ask('intake.register', { draftId: randomUUID(), content: { ...intakeContent(demoCase), ...changes } });
  if (registered.kind !== 'case') throw new Error('no case');
  return registered.caseId;
}

type Saved = { readonly recordId: string; readonly revision: number };

/** Saves a new record of a case, not finished unless asked. */
export async function save(
  centre: Installation,
  caseId: string,
  form: string,
  answers: Answers,
  more: { readonly parentId?: string; readonly finish?: boolean } = {},
): Promise<Saved> {
  return centre.ask('forms.save', {
    caseId,
    form,
    recordId: null,
    parentId: more.parentId ?? null,
    revision: 0,
    answers,
    keep: [],
    finish: more.finish ?? false,
    draftId: null,
  });
}

/** The incident of a demonstration case with its rows, finished. */
export async function saveIncident(centre: Installation, caseId: string, demoCase: DemoCase): Promise<Saved> {
  const first = await save(centre, caseId, 'incident', incidentAnswers(demoCase));
  for (const { form, answers } of incidentRows(demoCase))
    await save(centre, caseId, form, answers, { parentId: first.recordId, finish: true });
  return centre.ask('forms.save', {
    caseId,
    form: 'incident',
    recordId: first.recordId,
    parentId: null,
    revision: first.revision,
    answers: incidentAnswers(demoCase),
    keep: [],
    finish: true,
    draftId: null,
  });
}
