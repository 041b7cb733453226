import { useCallback, useMemo, useState } from 'react';
import { Link, useNavigate, useParams, useRevalidator } from 'react-router';
import type { Text } from '../../../shared/text.ts';
import type { Failure } from '../../../shared/failure.ts';
import { attempt, call } from '../../api.ts';
import { useCommands } from '../../commands/registry.ts';
import { Page } from '../../frame/Page.tsx';
import { toast } from '../../frame/toast.tsx';
import { counted, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { EyeOffIcon } from '../../ui/icons.ts';
import { EmptyState, FailureNotice, Notice } from '../../ui/Notice.tsx';
import { agreementsIn, AgreementTable } from './AgreementTable.tsx';
import { MergedList } from './MergedList.tsx';
import { page, MAY } from '../../frame/page.ts';
import type { Duplicates, Pair } from './loaders.ts';

const TITLE: Text = { fr: 'Doublons possibles', en: 'Possible duplicates' };
const EMPTY: Text = {
  fr: 'Aucun rapprochement n’attend. Les accueils et les reprises de registre les signalent ici.',
  en: 'No pair waits. Intakes and register take-overs report them here.',
};
const LIST: Text = { fr: 'Rapprochements', en: 'Pairs' };
const NEXT_ONES: Text = {
  fr: 'Les suivants viennent quand ceux-ci sont tranchés.',
  en: 'The next ones come when these are settled.',
};
const NEVER: Text = {
  fr: 'Vous voyez le degré d’accord, jamais les valeurs. Ouvrez un dossier pour en savoir plus\u00a0: la lecture est notée.',
  en: 'You see the degree of agreement, never the values. Open a case to know more: the reading is noted.',
};
const DEGREES: Record<Pair['degree'], Text> = {
  likely: { fr: 'très proche', en: 'very close' },
  possible: { fr: 'assez proche', en: 'fairly close' },
};
const SAME: Text = { fr: 'C’est la même personne', en: 'Same person' };
const DIFFERENT: Text = { fr: 'Personne différente', en: 'Different person' };
const LATER: Text = { fr: 'Décider plus tard', en: 'Decide later' };
const DECIDED: Text = { fr: 'Décision enregistrée.', en: 'Decision recorded.' };
const MERGE_NEXT: Text = {
  fr: '«\u00a0Même personne\u00a0» ouvre l’aperçu de la réunion. Rien n’est réuni avant votre accord, et tout peut être défait pendant 90 jours.',
  en: '“Same person” opens the preview of the merge. Nothing is merged before you agree, and all of it can be undone for 90 days.',
};
const LINK_ONLY: Text = {
  fr: 'L’un des deux dossiers est à une autre équipe\u00a0: ils peuvent seulement être reliés. Le plus récent de votre équipe ne compte plus\u00a0; chacun garde son contenu.',
  en: 'One of the two cases belongs to another team: they can only be linked. The later one of your team counts no more; each keeps its content.',
};

/** Pairs that look alike, at the left; agreement without values, at the right (interface 3.13). */
function DuplicatesPage({ pairs, total, more, merged }: Duplicates) {
  const { pair: wanted } = useParams();
  const chosen = pairs.find(({ pairId }) => pairId === wanted) ?? pairs[0];
  const waiting = counted(total, { fr: 'rapprochement attend', en: 'pair waits' }, { fr: 'rapprochements attendent', en: 'pairs wait' });
  if (chosen === undefined) {
    return (
      <Page title={TITLE}>
        <div className="card flush">
          <EmptyState>{EMPTY}</EmptyState>
        </div>
        <MergedList merged={merged} />
      </Page>
    );
  }
  const lead: Text = {
    fr: `${waiting.fr}. Rien n’est fusionné sans décision.`,
    en: `${waiting.en}. Nothing is merged without a decision.`,
  };
  return (
    <Page title={TITLE} lead={lead}>
      <div className="two-panes">
        <ul className="pane-list" aria-label={say(LIST)} data-rows="">
          {pairs.map((pair) => (
            <li key={pair.pairId}>
              <Link
                className={pair === chosen ? 'pane-card chosen' : 'pane-card'}
                to={`/duplicates/${pair.pairId}`}
                replace
                aria-current={pair === chosen ? 'true' : undefined}
              >
                <span className="spread">
                  <span className="code">{pair.left.caseCode}</span>
                  <span className="hint">{say(DEGREES[pair.degree])}</span>
                </span>
                <span className="hint">
                  <span className="number">{pair.right.caseCode}</span> · {pair.left.ownerCode}, {pair.right.ownerCode}
                </span>
              </Link>
            </li>
          ))}
          {more && <li className="hint">{say(NEXT_ONES)}</li>}
        </ul>
        <Comparison key={chosen.pairId} pair={chosen} />
      </div>
      <MergedList merged={merged} />
    </Page>
  );
}

export const duplicatesPage = page({
  path: '/duplicates/:pair?',
  roles: MAY.supervisor,
  rail: 'duplicates',
  load: () => call('duplicates.list', {}),
  Page: DuplicatesPage,
});

function Comparison({ pair }: { readonly pair: Pair }) {
  const { working, failure, decide } = useDecision(pair);
  const agreeing = agreementsIn(pair);
  const words: Text = {
    fr: `${agreeing} points sur ${pair.reasons.length} concordent ou sont proches`,
    en: `${agreeing} points of ${pair.reasons.length} agree or are close`,
  };
  return (
    <Card
      title={
        <>
          <Link className="plain code" to={`/cases/${pair.left.caseId}`}>
            {pair.left.caseCode}
          </Link>{' '}
          {say({ fr: 'et', en: 'and' })}{' '}
          <Link className="plain code" to={`/cases/${pair.right.caseId}`}>
            {pair.right.caseCode}
          </Link>
        </>
      }
      beside={<Chip tone="accent">{words}</Chip>}
    >
      <div className="stack">
        <Notice icon={EyeOffIcon}>
          <p>{say(NEVER)}</p>
        </Notice>
        <AgreementTable pair={pair} />
        {failure !== null && <FailureNotice failure={failure} />}
        <div className="row">
          <Button kind="primary" keys="M" working={working ? SAME : null} onPress={() => decide('same')}>
            {SAME}
          </Button>
          <Button keys="D" onPress={() => decide('different')}>
            {DIFFERENT}
          </Button>
          <Button kind="quiet" keys="P" onPress={() => decide('later')}>
            {LATER}
          </Button>
        </div>
        <p className="hint">{say(pair.mayMerge ? MERGE_NEXT : LINK_ONLY)}</p>
      </div>
    </Card>
  );
}

type Verdict = 'same' | 'different' | 'later';

/** Settling one pair, by button or by letter; « same person » leads to the preview where both cases can be merged. */
function useDecision({ pairId, mayMerge }: Pair): {
  readonly working: boolean;
  readonly failure: Failure | null;
  readonly decide: (verdict: Verdict) => void;
} {
  const navigate = useNavigate();
  const { revalidate } = useRevalidator();
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const decide = useCallback(
    (verdict: Verdict): void => {
      async function send(): Promise<void> {
        if (verdict === 'same' && mayMerge) {
          await navigate(`/duplicates/${pairId}/merge`);
          return;
        }
        setWorking(true);
        const outcome = await attempt('duplicates.decide', { pairId, verdict });
        setWorking(false);
        setFailure(outcome.ok ? null : outcome.failure);
        if (!outcome.ok) return;
        toast(DECIDED);
        await revalidate();
        await navigate('/duplicates', { replace: true });
      }
      void send();
    },
    [mayMerge, navigate, pairId, revalidate],
  );
  useCommands(
    useMemo(
      () => [
        { id: 'pair.same', label: SAME, keys: 'M', inPalette: false, run: () => decide('same') },
        { id: 'pair.different', label: DIFFERENT, keys: 'D', inPalette: false, run: () => decide('different') },
        { id: 'pair.later', label: LATER, keys: 'P', inPalette: false, run: () => decide('later') },
      ],
      [decide],
    ),
  );
  return { working, failure, decide };
}
