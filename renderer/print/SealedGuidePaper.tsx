import type { Text } from '../../shared/text.ts';
import { GUIDE } from '../features/sealed/guide.ts';
import { TITLE } from '../features/sealed/SealedPage.tsx';
import { say } from '../language.ts';
import { Chapters } from './Chapters.tsx';
import './paper.css';
import { usePageFoot, usePrintReady } from './pageFoot.ts';
import { PreviewBar } from './PreviewBar.tsx';
import { page, MAY } from '../frame/page.ts';

const BACK: Text = { fr: 'Revenir à l’ouverture scellée', en: 'Back to the sealed opening' };
const FOOT: Text = {
  fr: 'À garder par chaque dépositaire, sans phrase secrète.',
  en: 'To be kept by each custodian, without a passphrase.',
};

/** One page for two people who are no specialists, the same words as on the screen. */
function SealedGuidePaper() {
  usePageFoot([say(FOOT)]);
  usePrintReady();
  return (
    <>
      <PreviewBar to="/sealed" back={BACK} />
      <main className="paper handbook" id="main">
        <h1>{say(TITLE)}</h1>
        <Chapters of={GUIDE} />
      </main>
    </>
  );
}

export const sealedGuidePaperPage = page({ path: '/print/sealed', roles: MAY.focalPoint, rail: null, Page: SealedGuidePaper });
