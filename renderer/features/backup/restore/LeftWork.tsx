import type { Input, Output } from '../../../../shared/contract.ts';
import { OVER_REASONS, type OverReason } from '../../../../shared/contract/backup.ts';
import type { Lack } from '../../../ui/ActDialog.tsx';
import type { Text } from '../../../../shared/text.ts';
import { formatDate } from '../../../../shared/time.ts';
import { language, say } from '../../../language.ts';
import { TextInput } from '../../../ui/Inputs.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PassphraseField } from '../../../ui/PassphraseField.tsx';
import { Radios } from '../../../ui/Radios.tsx';

type Opened = Output<'restore.open'>;
type Over = Input<'restore.confirm'>['over'];

/** What the administrator types beside the supervision, and why. */
export type Second = { readonly reason: OverReason | null; readonly staffCode: string; readonly passphrase: string };
export const NOBODY: Second = { reason: null, staffCode: '', passphrase: '' };

const WHAT: Record<NonNullable<Opened['over']>, Text> = {
  newer: {
    fr: 'Cet ordinateur contient du travail plus récent que la copie',
    en: 'This computer holds work newer than the copy',
  },
  otherLine: {
    fr: 'Cet ordinateur contient un autre travail, qui n’est pas la suite de cette copie',
    en: 'This computer holds other work, which does not continue this copy',
  },
  damaged: {
    fr: 'Ce qui est sur cet ordinateur ne s’ouvre pas en entier',
    en: 'What is on this computer does not open whole',
  },
};
const LEFT: Text = {
  fr: 'Ces dossiers seraient à ressaisir. Recopiez la liste sur papier avant de continuer.',
  en: 'These cases would have to be entered again. Copy the list on paper before going on.',
};
const NONE_LEFT: Text = {
  fr: 'Aucun dossier n’a été écrit depuis, pour ce qui peut être lu.',
  en: 'No case was written in since, as far as can be read.',
};
const UNKNOWN_WORK: Text = {
  fr: 'Personne ne peut dire si du travail plus récent s’y trouve, ni qui est parti depuis la copie.',
  en: 'Nobody can tell whether it holds later work, nor who has left since the copy.',
};
const TWO: Text = {
  fr: 'Deux personnes doivent signer\u00a0: la supervision, puis l’administration, chacune avec sa phrase du moment de la copie.',
  en: 'Two people must sign: the supervision, then the administrator, each with the passphrase of the time of the copy.',
};
const WHY: Text = { fr: 'Pourquoi remettre cette copie', en: 'Why this copy is put back' };
const REASONS: Record<OverReason, Text> = {
  damaged: { fr: 'Ce qui est ici est abîmé ou faux', en: 'What is here is damaged or wrong' },
  wrong_copy: { fr: 'Une mauvaise copie a été remise avant', en: 'A wrong copy was put back before' },
  other: { fr: 'Autre raison', en: 'Another reason' },
};
const CODE: Text = { fr: 'Code de l’administration', en: 'Code of the administrator' };
const PASSPHRASE: Text = { fr: 'Phrase secrète de l’administration', en: 'Passphrase of the administrator' };
const NO_REASON: Text = { fr: 'Choisissez une raison.', en: 'Choose a reason.' };
const NO_CODE: Text = { fr: 'Il manque le code de l’administration.', en: 'The code of the administrator is missing.' };
const NO_PASSPHRASE: Text = { fr: 'Il manque la phrase de l’administration.', en: 'The passphrase of the administrator is missing.' };

export function missingOf({ reason, staffCode, passphrase }: Second): Lack | null {
  if (staffCode === '') return { at: 'second-code', text: NO_CODE };
  if (passphrase === '') return { at: 'second-passphrase', text: NO_PASSPHRASE };
  return reason === null ? { at: 'over-reason', text: NO_REASON } : null;
}

export function overOf({ over }: Opened, { reason, staffCode, passphrase }: Second): Over {
  return over === null || reason === null ? null : { reason, staffCode, passphrase };
}

/** A copy over work that it does not hold: what would be left, by code and day (security §9.3). For damaged files this is unknown. */
export function LeftWork({ opened }: { readonly opened: Opened }) {
  const { over, left } = opened;
  if (over === null) return null;
  return (
    <Notice tone="ochre" title={WHAT[over]}>
      <p>{say(left.length > 0 ? LEFT : over === 'damaged' ? UNKNOWN_WORK : NONE_LEFT)}</p>
      {left.length > 0 && (
        <ul className="number">
          {left.map(({ code, on }) => (
            <li key={code}>
              <span className="code">{code}</span> · {formatDate(on, language())}
            </li>
          ))}
        </ul>
      )}
      <p>{say(TWO)}</p>
    </Notice>
  );
}

type Props = { readonly second: Second; readonly change: (second: Second) => void };

/** The reason, and the administrator who signs it too. */
export function SecondFields({ second, change }: Props) {
  return (
    <>
      <TextInput
        id="second-code"
        label={CODE}
        value={second.staffCode}
        onChange={(staffCode) => change({ ...second, staffCode })}
        code
        most={4}
      />
      <PassphraseField
        id="second-passphrase"
        label={PASSPHRASE}
        value={second.passphrase}
        onChange={(passphrase) => change({ ...second, passphrase })}
      />
      <Radios
        inRow
        id="over-reason"
        label={WHY}
        options={OVER_REASONS.map((value) => ({ value, label: REASONS[value] }))}
        value={second.reason}
        onChange={(reason) => change({ ...second, reason })}
      />
    </>
  );
}
