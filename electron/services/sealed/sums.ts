import type { Buffer } from 'node:buffer';
import { Refused } from '../../../shared/failure.ts';
import { monthsOfPeriod, type IsoPeriod } from '../../../shared/time.ts';
import type { SealedFile } from '../../../shared/exchange/sealed.ts';
import { FileRefused, KIND } from '../../exchange/container.ts';
import { readSealedFile } from '../../exchange/custodianFile.ts';
import type { OpenSession } from '../../host.ts';
import { contributionId, type Named } from '../../sealed/openings.ts';
import { sumShares, type Share } from '../../sealed/shares.ts';
import { sharesOf } from '../../store/exchange/sealed.ts';
import type { SealedShareRow } from '../../store/base/adminTables.ts';
import { openAsAddressed } from '../exchange/openSealedFile.ts';
import { halfOf } from './inbox.ts';
import { alreadyDisclosed, type Round } from './round.ts';
import { sumsIn } from './steps.ts';

/** Halves of a month, or of the months of a quarter, that are held with this partner and whose sum was not disclosed yet, in a month or in a quarter. */
export function eligible({ stores }: OpenSession, period: IsoPeriod, partner: string): readonly SealedShareRow[] {
  const disclosed = alreadyDisclosed(stores.admin, period);
  return sharesOf(stores.admin, monthsOfPeriod(period)).filter(
    (share) => share.state === 'valid' && share.file !== null && share.partner === partner && !disclosed.has(contributionOf(share)),
  );
}

/** Whose half it is, and of which month. */
export function halfOfRow({ site_code, period }: SealedShareRow): Named {
  return { centre: site_code, month: period };
}

/** The sum of the halves held here, group by group: each is opened again from the file as it came. Throws Refused when one is gone. */
export async function ownSums(session: OpenSession, { row, agreed }: Round): Promise<readonly Share[]> {
  const held = new Map(sharesOf(session.stores.admin, monthsOfPeriod(row.period)).map((share) => [contributionOf(share), share]));
  const sums: Share[] = [];
  for (const { contributions } of agreed?.common.groups ?? []) {
    const shares: Share[] = [];
    for (const header of contributions) shares.push(await halfIn(session, held.get(contributionId(header))?.file ?? null));
    sums.push(sumShares(shares));
  }
  return sums;
}

/** The sums of the other custodian, from its file as it came. Throws Refused. */
export async function otherSums(session: OpenSession, file: Buffer, groups: number): Promise<readonly Share[]> {
  const content = await contentIn(session, file);
  if (content.step !== 'values') throw new Refused('conflict', HALF_GONE);
  return sumsIn(content, groups);
}

async function halfIn(session: OpenSession, file: Buffer | null): Promise<Share> {
  const content = file === null ? null : await contentIn(session, file);
  if (content?.step !== 'share') throw new Refused('conflict', HALF_GONE);
  return halfOf(content);
}

async function contentIn(session: OpenSession, file: Buffer): Promise<SealedFile> {
  try {
    return readSealedFile((await openAsAddressed(session, KIND.share, file)).container.payload);
  } catch (error) {
    if (error instanceof FileRefused) throw new Refused('conflict', HALF_GONE);
    throw error;
  }
}

export function contributionOf(row: SealedShareRow): string {
  return contributionId({ ...halfOfRow(row), commitment: row.commitment });
}

const HALF_GONE = {
  fr: 'La moitié d’un centre n’est plus ici, ou ne s’ouvre plus. Redemandez-la, puis échangez de nouveau les listes. Rien n’est parti.',
  en: 'The half of one centre is no longer here, or no longer opens. Ask for it again, then exchange the lists again. Nothing has left.',
};
