import { MAY } from '../../frame/page.ts';
import type { PageRoute } from '../../frame/page.ts';
import { ReportingPage, reportingLoader } from '../mandatoryReporting/ReportingPage.tsx';
import { SettingsPage, settingsLoader } from './SettingsPage.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/admin/settings', handle: { roles: MAY.auditors, rail: 'settings' }, loader: settingsLoader, element: <SettingsPage /> },
  { path: '/admin/reporting', handle: { roles: MAY.centreSigners, rail: 'settings' }, loader: reportingLoader, element: <ReportingPage /> },
];
