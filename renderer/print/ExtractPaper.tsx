import type { ExtractSheet as Sheet } from '../../shared/contract/printing.ts';
import { say } from '../../shared/text.ts';
import { call } from '../api.ts';
import { ExtractSheet, TITLE, watermarkOf } from './ExtractSheet.tsx';
import { usePageFoot, usePrintReady } from './pageFoot.ts';
import { page, MAY } from '../frame/page.ts';

/** The extract that is being printed, under its own number: there is no other moment at which this address answers. */
function ExtractPaper(sheet: Sheet) {
  const { language, number } = sheet;
  usePageFoot([`${number} · ${say(watermarkOf(sheet), language)}`], language);
  usePrintReady();
  return (
    <main className="paper extract" id="main" lang={language}>
      <h1 className="hidden-text">{say(TITLE, language)}</h1>
      <ExtractSheet drawn={{ ...sheet, closed: [] }} />
    </main>
  );
}

export const extractPaperPage = page({
  path: '/print/extract/:number',
  roles: MAY.caseworker,
  rail: null,
  load: ({ params }) => call('extracts.sheet', { number: params['number'] ?? '' }),
  Page: ExtractPaper,
});
