import { useLoaderData } from 'react-router';
import '../../ui/charts/charts.css';
import { CheckPage } from './CheckPage.tsx';
import { CorrectPage } from './CorrectPage.tsx';
import { FreezePage } from './FreezePage.tsx';
import { HandOverPage } from './HandOverPage.tsx';
import type { MonthData } from './loaders.ts';
import './month.css';
import { PreviewPage } from './PreviewPage.tsx';
import { SealedHandOver } from './SealedHandOver.tsx';

/** One step of a month, as its address says. */
export function MonthPage() {
  const data = useLoaderData<MonthData>();
  switch (data.step) {
    case 'check':
      return <CheckPage line={data.line} check={data.check} />;
    case 'preview':
      return <PreviewPage key={data.line.month} line={data.line} preview={data.preview} check={data.check} />;
    case 'freeze':
      return <FreezePage key={data.line.month} line={data.line} preview={data.preview} check={data.check} kept={data.kept} />;
    case 'correct':
      return <CorrectPage key={data.correction.line.month} correction={data.correction} />;
    case 'handover':
      return data.sealed.mode === 'sealed' ? (
        <SealedHandOver key={data.line.month} line={data.line} cards={data.cards} sealed={data.sealed} />
      ) : (
        <HandOverPage key={data.line.month} line={data.line} cards={data.cards} />
      );
  }
}
