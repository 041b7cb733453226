import type { Output } from '../../../shared/contract.ts';
import type { FeedbackPeriod } from '../../../shared/contract/feedback.ts';
import { fieldTable } from '../../../shared/forms/fields.ts';
import { formOf } from '../../../shared/forms/registry.ts';
import { LEAST_BALLOTS } from '../../../shared/rules/feedback.ts';
import type { Text } from '../../../shared/text.ts';
import { QUESTION } from '../../../shared/words.ts';
import { formatMonth } from '../../../shared/time.ts';
import { call } from '../../api.ts';
import { Page } from '../../frame/Page.tsx';
import { counted, say } from '../../language.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Table } from '../../ui/Table.tsx';
import { page, MAY } from '../../frame/page.ts';

type Results = Output<'feedback.results'>;
type Line = FeedbackPeriod['questions'][number];

const TITLE: Text = { fr: 'Résultats de l’enquête', en: 'Results of the survey' };
const SURVEY: Text = { fr: 'Enquête de satisfaction', en: 'Feedback survey' };
const ASK: Text = { fr: 'Poser l’enquête', en: 'Ask the survey' };
const YES: Text = { fr: 'Oui', en: 'Yes' };
const ANSWERED: Text = { fr: 'Réponses oui ou non', en: 'Answers yes or no' };
const SATISFIED: Text = { fr: 'Personnes satisfaites', en: 'Satisfied persons' };
const TOO_FEW: Text = { fr: `moins de ${LEAST_BALLOTS}`, en: `fewer than ${LEAST_BALLOTS}` };
const COMMENTS: Text = { fr: 'Suggestions, par ordre alphabétique', en: 'Suggestions, in alphabetical order' };
const NONE: Text = {
  fr: `Rien à lire encore\u00a0: il faut ${LEAST_BALLOTS} enquêtes dans des mois terminés.`,
  en: `Nothing to read yet: it takes ${LEAST_BALLOTS} surveys in months that have ended.`,
};

/** Sums of ended periods, newest first; never one survey, nor the difference of two looks. */
function FeedbackResultsPage({ periods, waiting }: Results) {
  const waits = counted(waiting, { fr: 'enquête attend', en: 'survey waits' }, { fr: 'enquêtes attendent', en: 'surveys wait' });
  const lead: Text = {
    fr: `${waits.fr} que sa période soit complète`,
    en: `${waits.en} for its period to be complete`,
  };
  return (
    <Page
      title={TITLE}
      lead={waiting === 0 ? undefined : lead}
      trail={[{ to: '/feedback', label: SURVEY }]}
      acts={<ButtonLink to="/feedback">{ASK}</ButtonLink>}
    >
      {periods.length === 0 && (
        <div className="card flush">
          <EmptyState>{NONE}</EmptyState>
        </div>
      )}
      {periods.toReversed().map((period) => (
        <Period key={period.from} period={period} />
      ))}
    </Page>
  );
}

export const feedbackResultsPage = page({
  path: '/feedback/results',
  roles: MAY.supervisor,
  rail: null,
  load: () => call('feedback.results', {}),
  Page: FeedbackResultsPage,
});

function periodTitle({ from, to }: FeedbackPeriod): Text {
  const [fr, en] = [formatMonth(from, 'fr'), formatMonth(from, 'en')];
  return from === to ? { fr, en } : { fr: `${fr} à ${formatMonth(to, 'fr')}`, en: `${en} to ${formatMonth(to, 'en')}` };
}

function Period({ period }: { readonly period: FeedbackPeriod }) {
  const surveys = counted(period.ballots, { fr: 'enquête', en: 'survey' }, { fr: 'enquêtes', en: 'surveys' });
  const title = periodTitle(period);
  const fields = fieldTable(formOf('feedback'));
  const lines = [
    { label: SATISFIED, share: period.satisfied },
    ...period.questions.map((line: Line) => ({ label: fields[line.question]?.label ?? SATISFIED, share: line.share })),
  ];
  return (
    <Card title={title} beside={<span className="hint">{say(surveys)}</span>} look="flush">
      <Table
        caption={title}
        rows={lines}
        rowKey={({ label }) => label.en}
        columns={[
          { key: 'question', head: QUESTION, cell: ({ label }) => say(label) },
          { key: 'yes', head: YES, number: true, cell: ({ share }) => (share === null ? '' : percentOf(share)) },
          { key: 'answered', head: ANSWERED, number: true, cell: ({ share }) => (share === null ? say(TOO_FEW) : share.of) },
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
