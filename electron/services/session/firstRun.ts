import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Host } from '../../host.ts';
import { createInstallation } from '../../keys/installation.ts';
import { zeroSessionKeys } from '../../keys/session.ts';
import { proposePassphrase } from '../../keys/passphrase.ts';
import { AlreadyInstalled, createStores } from '../../store/accounts/installation.ts';
import { assertPassphrase } from './passphraseRules.ts';

/** First run (interface 3.1, security §2.4): keys, bases, roster and the two first accounts, written in one go or not at all. */
export async function createStart(input: Input<'start.create'>, host: Host): Promise<Output<'start.create'>> {
  const known = [input.site.name, input.site.code, input.administrator.name, input.authority.name];
  for (const founder of [input.administrator, input.authority]) assertPassphrase(founder.passphrase, known);
  if (input.administrator.staffCode === input.authority.staffCode) throw new Refused('invalid', SAME_CODE);
  const at = host.now().getTime();
  const started = performance.now();
  const made = await createInstallation({
    kind: input.kind,
    siteCode: input.site.code,
    space: input.training ? 'training' : 'real',
    administrator: { ...founderOf(input.administrator), programs: [] },
    authority: { ...founderOf(input.authority), programs: input.kind === 'centre' ? ['gbv', 'cp', 'gbv_cp', 'erw'] : [] },
    profile: host.kdf,
    at,
  });
  try {
    createStores(
      host.profile,
      made,
      {
        structure: { code: input.structure.code, name: input.structure.name, type: input.structure.type },
        site: { ...input.site, commune: null, mandatory_text: null },
        administrator: { name: input.administrator.name, pledge_on: input.administrator.pledgeDate, language: input.language },
        authority: { name: input.authority.name, pledge_on: input.authority.pledgeDate, language: input.language },
      },
      at,
    );
  } catch (error) {
    if (error instanceof AlreadyInstalled) throw new Refused('conflict', ALREADY_INSTALLED);
    throw error;
  } finally {
    zeroSessionKeys(made.administrator);
    zeroSessionKeys(made.authority);
  }
  return { unlockMilliseconds: Math.round((performance.now() - started) / 2) };
}

export function proposePassphraseAtStart(): Output<'start.proposePassphrase'> {
  return { words: proposePassphrase() };
}

function founderOf(founder: Input<'start.create'>['authority']): { readonly staffCode: string; readonly passphrase: string } {
  return { staffCode: founder.staffCode, passphrase: founder.passphrase };
}

const SAME_CODE = { fr: 'Deux personnes ne peuvent pas avoir le même code.', en: 'Two people cannot have the same code.' };

const ALREADY_INSTALLED = {
  fr: 'Une installation existe déjà ici. Rien n’a été modifié.',
  en: 'An installation already exists here. Nothing was changed.',
};
