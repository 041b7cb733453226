import { inventedRegisters } from '../../tools/registers/invented.ts';
import { TODAY, type Installation } from './installation.ts';

/** Reads, rehearses as proposed and takes over a register, by its token. */
export async function takeOver(centre: Installation, file: string): Promise<void> {
  const read = await centre.ask('takeover.read', { file });
  const mapping = read.columns.map(({ heading, target }) => ({ heading, target }));
  await centre.ask('takeover.rehearse', { takeoverId: read.takeoverId, mapping, wordings: [] });
  await centre.ask('takeover.commit', { takeoverId: read.takeoverId });
}

/** A register whose lines are all of AC1, the first of which is held. */
export function ownRegister(): Buffer {
  const text = inventedRegisters(TODAY).get('registre-DEM2.csv')?.toString('utf8') ?? '';
  const [heading = '', ...rows] = text.split('\r\n');
  const own = rows.filter((row) => row.includes(';AC1;')).slice(0, 4);
  const [first = '', ...others] = own;
  return Buffer.from([heading, first.replace(/;\d\d\/\d\d\/\d{4};/, ';31/02/2026;'), ...others, ''].join('\r\n'));
}
