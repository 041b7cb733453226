import type { Text } from '../../shared/text.ts';
import { CHAPTERS, TITLE } from '../features/protection/chapters.ts';
import { ExampleTable } from '../features/protection/ExampleTable.tsx';
import { say } from '../language.ts';
import './paper.css';
import { usePageFoot, usePrintReady } from './pageFoot.ts';
import { PreviewBar } from './PreviewBar.tsx';
import { page, MAY } from '../frame/page.ts';

const BACK: Text = { fr: 'Revenir à la page', en: 'Back to the page' };
const FOOT: Text = {
  fr: 'L’exemple est inventé. À joindre à tout tableau remis.',
  en: 'The example is invented. To be enclosed with every table handed out.',
};

/** How figures are protected, on two sheets: the same words as on the screen, nothing of a centre. */
function ProtectionPaper() {
  usePageFoot([say(FOOT)]);
  usePrintReady();
  return (
    <>
      <PreviewBar to="/protection" back={BACK} />
      <main className="paper protection" id="main">
        <h1>{say(TITLE)}</h1>
        {CHAPTERS.map(({ title, paragraphs, example }) => (
          <section key={title.en}>
            <h2>{say(title)}</h2>
            {paragraphs.map((paragraph) => (
              <p key={paragraph.en}>{say(paragraph)}</p>
            ))}
            {example !== undefined && <ExampleTable kind={example} />}
          </section>
        ))}
      </main>
    </>
  );
}

export const protectionPaperPage = page({ path: '/print/protection', roles: MAY.everyone, rail: null, Page: ProtectionPaper });
