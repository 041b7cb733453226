import { useState } from 'react';
import type { Input } from '../../../../shared/contract.ts';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import { FAMILY_KINDS, UNLINK_REASONS, type FamilyKind } from '../../../../shared/rules/cases/family.ts';
import type { Text } from '../../../../shared/text.ts';
import { REASON } from '../../../../shared/words.ts';
import { say } from '../../../language.ts';
import { Field } from '../../../ui/Field.tsx';
import { Radios } from '../../../ui/Radios.tsx';
import { ActDialog } from '../../../ui/ActDialog.tsx';

type Reason = Input<'families.unlink'>['reason'];

/** What the person of another file is to the one of this file. */
export const FAMILY_WORDS: Readonly<Record<FamilyKind, Text>> = {
  sibling: { fr: 'Frère ou sœur', en: 'Brother or sister' },
  parent: { fr: 'Père, mère ou qui en tient lieu', en: 'Father, mother or who acts as one' },
  child: { fr: 'Fils ou fille', en: 'Son or daughter' },
  partner: { fr: 'Conjoint·e ou partenaire', en: 'Spouse or partner' },
  household: { fr: 'Même ménage', en: 'Same household' },
  relative: { fr: 'Autre membre de la famille', en: 'Other relative' },
};
const REASONS: Readonly<Record<Reason, Text>> = {
  mistake: { fr: 'Relié par erreur', en: 'Linked by mistake' },
  asked: { fr: 'Une des personnes le demande', en: 'One of the persons asks for it' },
  safety: { fr: 'Le lien met quelqu’un en danger', en: 'The link endangers somebody' },
};
const CODE: Text = { fr: 'Code de l’autre dossier', en: 'Code of the other case' };
const KIND: Text = { fr: 'L’autre personne est, pour celle-ci', en: 'To this person, the other one is' };
const WHO: Text = {
  fr: 'Le lien se lit dans les deux dossiers, par qui peut lire l’un des deux\u00a0: le code de l’autre, rien de plus. Il n’ouvre aucun dossier.',
  en: 'The link is read in both cases, by whoever may read one of them: the code of the other, nothing more. It opens no case.',
};
const LINK: Text = { fr: 'Relier', en: 'Link' };
const LINKED: Text = { fr: 'Dossiers reliés.', en: 'Cases linked.' };
const NO_CODE: Text = { fr: 'Écrivez le code de l’autre dossier.', en: 'Write the code of the other case.' };
const NO_KIND: Text = { fr: 'Dites ce que l’autre personne est pour celle-ci.', en: 'Say what the other person is to this one.' };
const UNLINK: Text = { fr: 'Retirer le lien', en: 'Remove the link' };
const NO_REASON: Text = { fr: 'Choisissez une raison.', en: 'Choose a reason.' };
const BOTH: Text = {
  fr: 'Le lien disparaît des deux dossiers. Rien d’autre n’y change.',
  en: 'The link goes from both cases. Nothing else changes in them.',
};
const UNLINKED: Text = { fr: 'Lien retiré.', en: 'Link removed.' };

type LinkProps = { readonly file: CaseFile; readonly first: string; readonly name: Text; readonly close: () => void };

/** Another file of the same family, by its code. */
export function LinkDialog({ file, first, name, close }: LinkProps) {
  const [otherCode, setOtherCode] = useState(first);
  const [kind, setKind] = useState<FamilyKind | null>(null);
  const noCode = otherCode.trim() === '';
  const missing = noCode ? NO_CODE : kind === null ? NO_KIND : null;
  return (
    <ActDialog
      title={name}
      close={close}
      act={LINK}
      kind="primary"
      lack={missing === null ? null : { at: noCode ? 'family-code' : 'family-kind', text: missing }}
      run={async (write) => {
        if (kind === null) return null;
        return write('families.link', { caseId: file.row.caseId, otherCode, kind });
      }}
      done={LINKED}
    >
      <Field id="family-code" label={CODE}>
        {(control) => (
          <input
            {...control}
            className="input code"
            value={otherCode}
            maxLength={30}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setOtherCode(event.target.value.toUpperCase())}
          />
        )}
      </Field>
      <Radios
        id="family-kind"
        label={KIND}
        options={FAMILY_KINDS.map((value) => ({ value, label: FAMILY_WORDS[value] }))}
        value={kind}
        onChange={setKind}
      />
      <p className="hint">{say(WHO)}</p>
    </ActDialog>
  );
}

type UnlinkProps = { readonly file: CaseFile; readonly link: CaseFile['family']['links'][number]; readonly close: () => void };

/** Takes a link away, with a reason. */
export function UnlinkDialog({ file, link, close }: UnlinkProps) {
  const [reason, setReason] = useState<Reason | null>(null);
  return (
    <ActDialog
      title={UNLINK}
      close={close}
      act={UNLINK}
      kind="dangerous"
      lack={reason === null ? { at: 'family-reason', text: NO_REASON } : null}
      run={async (write) => {
        if (reason === null) return null;
        return write('families.unlink', { caseId: file.row.caseId, linkId: link.linkId, reason });
      }}
      done={UNLINKED}
    >
      <p>
        {say(FAMILY_WORDS[link.kind])}, <span className="code">{link.other.caseCode}</span>
      </p>
      <p>{say(BOTH)}</p>
      <Radios
        id="family-reason"
        label={REASON}
        options={UNLINK_REASONS.map((value) => ({ value, label: REASONS[value] }))}
        value={reason}
        onChange={setReason}
      />
    </ActDialog>
  );
}
