import './styles/tokens.css';
import './styles/fonts.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/surfaces.css';
import './styles/frame.css';
import './styles/case.css';
import './styles/doors.css';
import './styles/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createHashRouter } from 'react-router';
import type { BridgeEvent } from '../shared/bridge.ts';
import { BRIDGE } from '../shared/bridge.ts';
import { App } from './App.tsx';
import { listenToDoubleEscape } from './commands/doubleEscape.ts';
import { listenToKeys } from './commands/registry.ts';
import { listenToRowArrows } from './commands/rows.ts';
import { guardClipboard } from './clipboard.ts';
import { cover, quickExit } from './cover.ts';
import { warnOfClosing } from './frame/toast.tsx';
import { listenToActivity } from './activity.ts';
import { routes } from './routes.tsx';

const EVENTS: Record<BridgeEvent['event'], () => void> = {
  cover,
  warn: warnOfClosing,
  locked: cover,
};

function receive(message: string): void {
  const { event }: BridgeEvent = JSON.parse(message);
  EVENTS[event]();
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');

window[BRIDGE].listen(receive);
listenToDoubleEscape(quickExit);
listenToKeys();
listenToActivity();
listenToRowArrows();
guardClipboard();

createRoot(root).render(
  <StrictMode>
    <App router={createHashRouter(routes)} />
  </StrictMode>,
);
