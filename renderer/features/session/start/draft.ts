import type { Input } from '../../../../shared/contract.ts';
import type { Text } from '../../../../shared/text.ts';
import { NO_PASSPHRASE, missingIn } from '../../../ui/passphrase.ts';
import type { ChosenPassphrase } from '../../../ui/passphrase.ts';

type Create = Input<'start.create'>;

/** One of the two people who sign the start, while it is being typed. */
export type FounderDraft = {
  readonly staffCode: string;
  readonly name: string;
  readonly pledgeDate: string;
  readonly passphrase: ChosenPassphrase;
};

/** What the first run asks, while it is being typed; it lives as long as the window. */
export type StartDraft = {
  readonly kind: Create['kind'];
  readonly use: 'real' | 'training';
  readonly structureCode: string;
  readonly structureName: string;
  readonly structureType: string;
  readonly siteCode: string;
  readonly siteName: string;
  readonly siteType: string;
  readonly region: string;
  readonly cercle: string;
  readonly administrator: FounderDraft;
  readonly authority: FounderDraft;
};

export function emptyDraft(today: string): StartDraft {
  const founder: FounderDraft = { staffCode: '', name: '', pledgeDate: today, passphrase: NO_PASSPHRASE };
  return {
    kind: 'centre',
    use: 'real',
    structureCode: '',
    structureName: '',
    structureType: '',
    siteCode: '',
    siteName: '',
    siteType: '',
    region: '',
    cercle: '',
    administrator: founder,
    authority: founder,
  };
}

/** Where a sentence about something missing leads: the id of the control. */
export type Missing = { readonly at: string; readonly text: Text };

/** The first thing missing in step 1, or null. */
export function missingInPlace(draft: StartDraft): Missing | null {
  if (!/^[A-Z0-9]{3,6}$/.test(draft.structureCode))
    return {
      at: 'structure-code',
      text: { fr: 'Le code de la structure compte 3 à 6 lettres ou chiffres.', en: 'The structure code has 3 to 6 letters or digits.' },
    };
  if (draft.structureName === '')
    return { at: 'structure-name', text: { fr: 'Il manque le nom de la structure.', en: 'The structure’s name is missing.' } };
  if (draft.structureType === '')
    return { at: 'structure-type', text: { fr: 'Il manque le type de structure.', en: 'The type of structure is missing.' } };
  if (!/^[A-Z0-9]{3,5}$/.test(draft.siteCode))
    return {
      at: 'site-code',
      text: { fr: 'Le code du site compte 3 à 5 lettres ou chiffres.', en: 'The site code has 3 to 5 letters or digits.' },
    };
  if (draft.siteName === '') return { at: 'site-name', text: { fr: 'Il manque le nom du site.', en: 'The site’s name is missing.' } };
  if (draft.siteType === '') return { at: 'site-type', text: { fr: 'Il manque le type de site.', en: 'The type of site is missing.' } };
  if (draft.region === '') return { at: 'region', text: { fr: 'Il manque la région.', en: 'The region is missing.' } };
  return null;
}

function missingInFounder(id: string, founder: FounderDraft): Missing | null {
  if (!/^[A-Z0-9]{2,4}$/.test(founder.staffCode))
    return {
      at: `${id}-code`,
      text: { fr: 'Un code de personnel compte 2 à 4 lettres ou chiffres.', en: 'A staff code has 2 to 4 letters or digits.' },
    };
  if (founder.name === '') return { at: `${id}-name`, text: { fr: 'Il manque un nom.', en: 'A name is missing.' } };
  if (founder.pledgeDate === '')
    return {
      at: `${id}-pledge`,
      text: { fr: 'Il manque la date de l’engagement signé.', en: 'The date of the signed pledge is missing.' },
    };
  const passphrase = missingIn(founder.passphrase);
  return passphrase === null ? null : { at: `${id}-passphrase`, text: passphrase };
}

/** The first thing missing in step 2, or null. */
export function missingInPeople({ administrator, authority }: StartDraft): Missing | null {
  const missing = missingInFounder('administrator', administrator) ?? missingInFounder('authority', authority);
  if (missing !== null) return missing;
  if (administrator.staffCode === authority.staffCode)
    return {
      at: 'authority-code',
      text: { fr: 'Deux personnes signent le début\u00a0: leurs codes diffèrent.', en: 'Two people sign the start: their codes differ.' },
    };
  return null;
}

function founderOf({ staffCode, name, pledgeDate, passphrase }: FounderDraft): Create['administrator'] {
  return { staffCode, name, pledgeDate, passphrase: passphrase.typed };
}

/** The two who sign, as they open a session. */
export function foundersOf({ administrator, authority }: StartDraft) {
  const signer = ({ staffCode, passphrase }: FounderDraft) => ({ staffCode, passphrase: passphrase.typed });
  return { administrator: signer(administrator), authority: signer(authority) };
}

/** The draft as the operation takes it. */
export function toCreate(draft: StartDraft, language: Create['language']): Create {
  return {
    kind: draft.kind,
    training: draft.use === 'training',
    language,
    structure: { code: draft.structureCode, name: draft.structureName, type: draft.structureType },
    site: {
      code: draft.siteCode,
      name: draft.siteName,
      type: draft.siteType,
      region: draft.region,
      cercle: draft.cercle === '' ? null : draft.cercle,
    },
    administrator: founderOf(draft.administrator),
    authority: founderOf(draft.authority),
  };
}
