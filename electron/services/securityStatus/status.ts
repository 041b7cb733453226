import type { Output } from '../../../shared/contract.ts';
import { minuteOf, requireSession, type Host } from '../../host.ts';
import { attemptLines, baseLines, journalLines } from './ofBase.ts';
import { machineLines, windowLines } from './ofMachine.ts';

/** Everything is read at this moment, and nothing is finding that was not read; a caseworker reads what concerns this computer and her own last session. */
export async function readSecurityStatus(host: Host): Promise<Output<'securityStatus.read'>> {
  const { stores, site } = requireSession(host);
  const at = host.now().getTime();
  const sections = [
    { title: BASE, lines: await baseLines(stores, at) },
    { title: JOURNAL, lines: journalLines(stores) },
    { title: WINDOW, lines: windowLines(host) },
    { title: MACHINE, lines: machineLines(host) },
    { title: TRIED, lines: attemptLines(stores) },
  ];
  return {
    at: minuteOf(at),
    siteCode: site.code,
    staffCode: stores.user.staffCode,
    sections: stores.user.role === 'caseworker' ? sections.filter(({ title }) => title !== TRIED) : sections,
  };
}

const BASE = { fr: 'La base', en: 'The base' };
const JOURNAL = { fr: 'Le journal', en: 'The journal' };
const WINDOW = { fr: 'La fenêtre', en: 'The window' };
const MACHINE = { fr: 'Cet ordinateur', en: 'This computer' };
const TRIED = { fr: 'Ce qui a été tenté ou fait ici', en: 'What was tried or done here' };
