import type { ReactNode } from 'react';
import { useLoaderData } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { FeedbackPeriod } from '../../../shared/contract/feedback.ts';
import { fieldTable } from '../../../shared/forms/fields.ts';
import { formOf } from '../../../shared/forms/registry.ts';
import { LEAST_BALLOTS } from '../../../shared/rules/feedback.ts';
import type { Text } from '../../../shared/text.ts';
import { formatMonth } from '../../../shared/time.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { counted, useLanguage, useSay } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Table } from '../../ui/Table.tsx';

type Results = Output<'feedback.results'>;
type Line = FeedbackPeriod['questions'][number];

const TITLE: Text = { fr: 'Résultats de l’enquête', en: 'Results of the survey' };
const SURVEY: Text = { fr: 'Enquête de satisfaction', en: 'Feedback survey' };
const ASK: Text = { fr: 'Poser l’enquête', en: 'Ask the survey' };
const QUESTION: Text = { fr: 'Question', en: 'Question' };
const YES: Text = { fr: 'Oui', en: 'Yes' };
const ANSWERED: Text = { fr: 'Réponses oui ou non', en: 'Answers yes or no' };
const SATISFIED: Text = { fr: 'Personnes satisfaites', en: 'Satisfied persons' };
const TOO_FEW: Text = { fr: `moins de ${LEAST_BALLOTS}`, en: `fewer than ${LEAST_BALLOTS}` };
const COMMENTS: Text = { fr: 'Suggestions, par ordre alphabétique', en: 'Suggestions, in alphabetical order' };
const NONE: Text = {
  fr: `Rien à lire encore\u00a0: il faut ${LEAST_BALLOTS} enquêtes dans des mois terminés.`,
  en: `Nothing to read yet: it takes ${LEAST_BALLOTS} surveys in months that have ended.`,
};

export async function resultsLoader(): Promise<Results> {
  return call('feedback.results', {});
}

/** Sums of ended periods, newest first; never one survey, nor the difference of two looks. */
export function FeedbackResultsPage(): ReactNode {
  const say = useSay();
  const { periods, waiting } = useLoaderData<Results>();
  const waits = counted(waiting, { fr: 'enquête attend', en: 'survey waits' }, { fr: 'enquêtes attendent', en: 'surveys wait' });
  const lead: Text = {
    fr: `${waits.fr} que sa période soit complète`,
    en: `${waits.en} for its period to be complete`,
  };
  return (
    <Page
      title={say(TITLE)}
      lead={waiting === 0 ? undefined : say(lead)}
      trail={[{ to: '/feedback', label: say(SURVEY) }]}
      acts={<ButtonLink to="/feedback">{say(ASK)}</ButtonLink>}
    >
      {periods.length === 0 && (
        <div className="card flush">
          <EmptyState>{say(NONE)}</EmptyState>
        </div>
      )}
      {periods.toReversed().map((period) => (
        <Period key={period.from} period={period} />
      ))}
    </Page>
  );
}

function Period({ period }: { readonly period: FeedbackPeriod }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const [from, to] = [formatMonth(period.from, language), formatMonth(period.to, language)];
  const surveys = counted(period.ballots, { fr: 'enquête', en: 'survey' }, { fr: 'enquêtes', en: 'surveys' });
  const title = from === to ? from : say({ fr: `${from} à ${to}`, en: `${from} to ${to}` });
  const fields = fieldTable(formOf('feedback'));
  const lines = [
    { label: SATISFIED, share: period.satisfied },
    ...period.questions.map((line: Line) => ({ label: fields[line.question]?.label ?? SATISFIED, share: line.share })),
  ];
  return (
    <Card title={title} aside={<span className="hint">{say(surveys)}</span>} look="flush">
      <Table
        caption={title}
        rows={lines}
        rowKey={({ label }) => label.en}
        columns={[
          { key: 'question', head: say(QUESTION), cell: ({ label }) => say(label) },
          { key: 'yes', head: say(YES), number: true, cell: ({ share }) => (share === null ? '' : percentOf(share)) },
          { key: 'answered', head: say(ANSWERED), number: true, cell: ({ share }) => (share === null ? say(TOO_FEW) : share.of) },
        ]}
      />
      {period.comments.length > 0 && (
        <div className="stack tight card-words">
          <h3>{say(COMMENTS)}</h3>
          <ul className="reasons">
            {period.comments.map((comment, place) => (
              <li key={place}>{comment}</li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}

function percentOf({ yes, of }: { readonly yes: number; readonly of: number }): string {
  return `${Math.round((100 * yes) / of)}\u00a0%`;
}
