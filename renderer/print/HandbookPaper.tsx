import { label } from '../../shared/forms/lists/all.ts';
import { GRID } from '../../shared/rules/consent/slip.ts';
import type { Text } from '../../shared/text.ts';
import { CHAPTERS } from '../features/printing/handbook/chapters.ts';
import { TITLE } from '../features/printing/handbook/HandbookPage.tsx';
import { say } from '../language.ts';
import { Chapters } from './Chapters.tsx';
import './paper.css';
import { usePageFoot, usePrintReady } from './pageFoot.ts';
import { PreviewBar } from './PreviewBar.tsx';
import { page, MAY } from '../frame/page.ts';

const BACK: Text = { fr: 'Revenir au mode d’emploi', en: 'Back to the handbook' };
const FOOT: Text = {
  fr: 'À garder au centre, sans nom, sans code et sans phrase secrète.',
  en: 'To be kept at the centre, without a name, a code or a passphrase.',
};

const GRID_TITLE: Text = { fr: 'Grille des natures, à remettre aux prestataires', en: 'Grid of natures, to be given to providers' };
const GRID_USE: Text = {
  fr: 'La fiche de référencement ne porte qu’un numéro, quand la personne l’autorise. Détachez cette page\u00a0; le prestataire la garde, jamais avec une fiche.',
  en: 'A referral slip carries a number only, when the person authorises it. Detach this page; the provider keeps it, never together with a slip.',
};

/** The handbook on two sheets, the same words as on the screen, and the grid that providers keep. */
function HandbookPaper() {
  usePageFoot([say(FOOT)]);
  usePrintReady();
  return (
    <>
      <PreviewBar to="/handbook" back={BACK} />
      <main className="paper handbook" id="main">
        <h1>{say(TITLE)}</h1>
        <Chapters of={CHAPTERS} />
        <section className="grid-page">
          <h2>{say(GRID_TITLE)}</h2>
          <p>{say(GRID_USE)}</p>
          <ol>
            {GRID.map((type) => (
              <li key={type}>{say(label('gbv_type', type))}</li>
            ))}
          </ol>
        </section>
      </main>
    </>
  );
}

export const handbookPaperPage = page({ path: '/print/handbook', roles: MAY.everyone, rail: null, Page: HandbookPaper });
