import type { Text } from '../../shared/text.ts';
import { NUMBER } from '../../shared/words.ts';
import type { Destruction } from '../features/destruction/loaders.ts';
import { say } from '../language.ts';
import './paper.css';
import { usePageFoot, usePrintReady } from './pageFoot.ts';
import { PreviewBar } from './PreviewBar.tsx';
import { destructionLoader } from '../features/destruction/loaders.ts';
import { page, MAY } from '../frame/page.ts';

const TITLE: Text = { fr: 'Liste à pointer', en: 'Check list' };
const BACK: Text = { fr: 'Revenir', en: 'Back' };
/** Where one writes by hand. */
const LINE = '\u2026'.repeat(12);
const DONE: Text = { fr: 'Fait le', en: 'Done on' };
const BY: Text = { fr: 'Deux signatures', en: 'Two signatures' };

/** The sticks to be destroyed by hand, for the person who holds the paper: numbers to tick off, and nothing of what they are (security §9.6). */
function SticksPaper({ sticks }: Destruction) {
  usePageFoot([say(TITLE)]);
  usePrintReady();
  return (
    <>
      <PreviewBar to="/admin/destroy" back={BACK} />
      <main className="paper" id="main">
        <h1>{say(TITLE)}</h1>
        <table className="paper-table">
          <caption className="hidden-text">{say(TITLE)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(NUMBER)}</th>
              <th scope="col">{say(DONE)}</th>
              <th scope="col">{say(BY)}</th>
            </tr>
          </thead>
          <tbody>
            {sticks.map(({ stick }) => (
              <tr key={stick}>
                <th scope="row">{stick}</th>
                <td>{LINE}</td>
                <td>{LINE}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </main>
    </>
  );
}

export const sticksPaperPage = page({ path: '/print/sticks', roles: MAY.auditors, rail: null, load: destructionLoader, Page: SticksPaper });
