import { expect, test } from 'vitest';
import { CHROMIUM_SWITCHES, switches } from '../../../electron/shell/hardening.ts';
import { readWindow, type Running } from '../../../electron/shell/windowReadings.ts';

const LINE = ['/usr/bin/chromium', '--user-data-dir=/memory/profile', ...switches(CHROMIUM_SWITCHES)].join(' ');

/** A keyed process 10, its browser 11, a helper and two pages below it, and a stranger's browser. */
function family(change: Partial<Record<number, Partial<Running>>> = {}): Running[] {
  const all = [
    { pid: 11, parent: 10, command: LINE, seccomp: 0 },
    { pid: 12, parent: 11, command: '/usr/bin/chromium --type=zygote', seccomp: 0 },
    { pid: 13, parent: 12, command: '/usr/bin/chromium --type=renderer', seccomp: 2 },
    { pid: 14, parent: 12, command: '/usr/bin/chromium --type=renderer', seccomp: 2 },
    { pid: 20, parent: 1, command: '/usr/bin/chromium --user-data-dir=/home/other', seccomp: 0 },
    { pid: 21, parent: 20, command: '/usr/bin/chromium --type=renderer', seccomp: 0 },
  ];
  return all.map((one) => ({ core: '0', network: 'net:[2]', ...one, ...change[one.pid] }));
}

test('the browser of this process and its pages are read, those of others are not', () => {
  const settings = { set: CHROMIUM_SWITCHES.length, expected: CHROMIUM_SWITCHES.length };
  expect(readWindow(10, family(), 'net:[1]')).toEqual({ ...settings, pages: 2, filtered: 2, coreOff: true, apart: true });
});

test('a setting that is missing and a page without a filter are counted', () => {
  const changed = family({ 11: { command: LINE.replace('--incognito ', '') }, 14: { seccomp: null } });
  expect(readWindow(10, changed)).toMatchObject({ set: CHROMIUM_SWITCHES.length - 1, filtered: 1 });
});

test('a crash that would leave a copy, a network that is shared, and what the system does not report', () => {
  expect(readWindow(10, family({ 11: { core: 'unlimited' } }), 'net:[2]')).toMatchObject({ coreOff: false, apart: false });
  expect(readWindow(10, family({ 11: { core: null, network: null } }), 'net:[2]')).toMatchObject({ coreOff: null, apart: null });
  expect(readWindow(10, family(), null)).toMatchObject({ apart: null });
});

test('no browser below this process, or a system that does not report: nothing is stated', () => {
  expect(readWindow(99, family())).toBeNull();
  expect(readWindow(10, [])).toBeNull();
  expect(readWindow(process.pid)).toBeNull();
});
