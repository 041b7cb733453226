import { useLoaderData } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import type { ExtractSheet as Sheet } from '../../shared/contract/printing.ts';
import { say } from '../../shared/text.ts';
import { call } from '../api.ts';
import { ExtractSheet, TITLE, watermarkOf } from './ExtractSheet.tsx';
import { usePageFoot, usePrintReady } from './pageFoot.ts';

export async function extractSheetLoader({ params }: LoaderFunctionArgs): Promise<Sheet> {
  return call('extracts.sheet', { number: params['number'] ?? '' });
}

/** The extract that is being printed, under its own number: there is no other moment at which this address answers. */
export function ExtractPaper() {
  const sheet = useLoaderData<Sheet>();
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
