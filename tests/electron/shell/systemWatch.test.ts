import { expect, test } from 'vitest';
import { readSignal } from '../../../electron/shell/systemWatch.ts';

test.each([
  [
    '{"type":"signal","path":"/org/freedesktop/login1","interface":"org.freedesktop.login1.Manager","member":"PrepareForSleep","payload":{"type":"b","data":[true]}}',
    'suspend',
  ],
  [
    '{"type":"signal","path":"/org/freedesktop/login1","interface":"org.freedesktop.login1.Manager","member":"PrepareForSleep","payload":{"type":"b","data":[false]}}',
    null,
  ],
  [
    '{"type":"signal","path":"/org/freedesktop/login1/session/_31","interface":"org.freedesktop.login1.Session","member":"Lock","payload":{"type":"","data":[]}}',
    'sessionLock',
  ],
  ['{"type":"signal","path":"/org/freedesktop/login1/session/_31","interface":"org.freedesktop.login1.Session","member":"Unlock"}', null],
  ['/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (true,)', 'suspend'],
  ['/org/freedesktop/login1/session/_31: org.freedesktop.login1.Session.Lock ()', 'sessionLock'],
  ['/org/freedesktop/login1/session/_31: org.freedesktop.login1.Session.Unlock ()', null],
  ['The name org.freedesktop.login1 is owned by :1.3', null],
])('%s', (line, event) => expect(readSignal(line)).toBe(event));
