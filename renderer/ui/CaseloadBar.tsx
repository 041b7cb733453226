import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';

type Caseload = {
  readonly open: number;
  readonly most: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
  readonly unknown: number;
};

type Part = { readonly key: 'high' | 'medium' | 'low' | 'unknown'; readonly words: Text };

const PARTS: readonly Part[] = [
  { key: 'high', words: { fr: 'élevé', en: 'high' } },
  { key: 'medium', words: { fr: 'moyen', en: 'medium' } },
  { key: 'low', words: { fr: 'faible', en: 'low' } },
  { key: 'unknown', words: { fr: 'non évalué', en: 'not assessed' } },
];

/** Open cases by risk: number, bar whose parts have their own texture, counts in words. */
export function CaseloadBar({ caseload }: { readonly caseload: Caseload }) {
  const parts = PARTS.filter(({ key }) => caseload[key] > 0);
  return (
    <div className="card caseload">
      <p>
        <strong className="caseload-open number">{caseload.open}</strong>
        <span className="hint">{say({ fr: `sur ${caseload.most} au plus`, en: `of ${caseload.most} at most` })}</span>
      </p>
      <div className="caseload-bar" aria-hidden="true">
        {parts.map(({ key }) => (
          <span
            key={key}
            className={key}
            ref={(bar) => {
              if (bar !== null) bar.style.flexGrow = String(caseload[key]);
            }}
          />
        ))}
      </div>
      <ul className="caseload-words">
        {parts.map(({ key, words }) => (
          <li key={key} className="hint">
            <span className="number">{caseload[key]}</span> {say(words)}
          </li>
        ))}
      </ul>
    </div>
  );
}
