import '../../ui/charts/charts.css';
import { CheckPage } from './CheckPage.tsx';
import { CorrectPage } from './CorrectPage.tsx';
import { FreezePage } from './FreezePage.tsx';
import { HandOverPage } from './HandOverPage.tsx';
import type { MonthData } from './loaders.ts';
import './month.css';
import { PreviewPage } from './PreviewPage.tsx';
import { SealedHandOver } from './SealedHandOver.tsx';
import { monthLoader } from './loaders.ts';
import { page, MAY } from '../../frame/page.ts';

/** One step of a month, as its address says. */
function MonthPage(data: MonthData) {
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

export const monthPage = page({ path: '/months/:month/:step', roles: MAY.caseStaff, rail: 'months', load: monthLoader, Page: MonthPage });
