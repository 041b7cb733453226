import type { Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { LOCKED, requireCaseSession, type Host } from '../../host.ts';

/** Printers of this computer; none where there is no window. */
export async function listPrinters(host: Host): Promise<Output<'printers.list'>> {
  requireCaseSession(host);
  return { printers: host.printing === null ? [] : [...(await host.printing.printers())] };
}

/** What prints on a printer of that name. Throws Refused: no such printer, or a session that ended while it was asked for. */
export async function printerNamed(host: Host, printer: string): Promise<NonNullable<Host['printing']>> {
  const { session, printing } = host;
  if (printing === null || !(await printing.printers()).includes(printer))
    throw new Refused('conflict', NO_PRINTER, { printer: NO_PRINTER });
  if (host.session !== session) throw new Refused('locked', LOCKED);
  return printing;
}

const NO_PRINTER = {
  fr: 'Cette imprimante n’est pas sur ce poste. Branchez-la, allumez-la, puis rouvrez cette page. Rien n’a été imprimé.',
  en: 'This printer is not on this computer. Plug it in, switch it on, then open this page again. Nothing was printed.',
};
