import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import { PACKAGE_MODES } from '../../../shared/exchange/payload.ts';
import { DEFAULT_POLICY, MODE_NAMES, MODE_REASONS, POLICY_KEYS, isSoundPolicy } from '../../../shared/rules/months/protectionPolicy.ts';
import type { AgreedPolicy, PolicyKey } from '../../../shared/rules/months/protectionPolicy.ts';
import { NAMED_SETTINGS } from '../../../shared/rules/settings/settings.ts';
import type { Text } from '../../../shared/text.ts';
import { SAVE } from '../../../shared/words.ts';
import { say } from '../../language.ts';
import { ActDialog } from '../../ui/ActDialog.tsx';
import { Select } from '../../ui/Select.tsx';

const TITLE: Text = { fr: 'Règle du sous-cluster', en: 'Rule of the sub-cluster' };
const MODE: Text = { fr: 'Comment les mois partent', en: 'How months leave' };
const SAVED: Text = {
  fr: 'Règle changée ici. Remettez l’annuaire aux centres.',
  en: 'Rule changed here. Hand out the directory to the centres.',
};
const OUTSIDE: Text = {
  fr: 'Une valeur est hors de ses bornes, ou la largeur du doute atteint le seuil.',
  en: 'A value is out of its bounds, or the width of the doubt reaches the threshold.',
};

type Props = { readonly policy: Output<'protection.read'>; readonly close: () => void };

/** What the sub-cluster agrees on, each value with its default and its reason; it leaves with the next directory. */
export function PolicyDialog({ policy, close }: Props) {
  const [mode, setMode] = useState(policy.mode);
  const [typed, setTyped] = useState<Readonly<Record<PolicyKey, string>>>({
    smallCellThreshold: String(policy.smallCellThreshold),
    smallCellWidth: String(policy.smallCellWidth),
    smallStructure: String(policy.smallStructure),
  });
  const next: AgreedPolicy = {
    mode,
    smallCellThreshold: Number(typed.smallCellThreshold),
    smallCellWidth: Number(typed.smallCellWidth),
    smallStructure: Number(typed.smallStructure),
  };
  const sound = POLICY_KEYS.every((key) => /^\d{1,3}$/.test(typed[key])) && isSoundPolicy(next);
  return (
    <ActDialog
      title={TITLE}
      close={close}
      act={SAVE}
      kind="primary"
      lack={sound ? null : { at: 'policy-smallCellThreshold', text: OUTSIDE }}
      run={(write) => write('protection.agree', next)}
      done={SAVED}
    >
      <div className="field">
        <label htmlFor="policy-mode">{say(MODE)}</label>
        <Select
          id="policy-mode"
          value={mode}
          aria-describedby="policy-mode-hint"
          choices={PACKAGE_MODES.map((one) => ({ value: one, label: MODE_NAMES[one] }))}
          onChange={setMode}
        />
        <p className="hint" id="policy-mode-hint">
          {say(MODE_REASONS[mode])}
        </p>
      </div>
      {POLICY_KEYS.map((key) => (
        <div className="field" key={key}>
          <label htmlFor={`policy-${key}`}>{say(NAMED_SETTINGS[key].title)}</label>
          <input
            id={`policy-${key}`}
            className="input short"
            inputMode="numeric"
            value={typed[key]}
            aria-describedby={`policy-${key}-hint`}
            onChange={({ target }) => setTyped({ ...typed, [key]: target.value.trim() })}
          />
          <p className="hint" id={`policy-${key}-hint`}>
            {say(NAMED_SETTINGS[key].reason)} {say(boundsWords(key))}
          </p>
        </div>
      ))}
    </ActDialog>
  );
}

function boundsWords(key: PolicyKey): Text {
  const { least, most } = NAMED_SETTINGS[key];
  return {
    fr: `Référence\u00a0: ${DEFAULT_POLICY[key]}\u00a0; de ${least} à ${most}.`,
    en: `Reference: ${DEFAULT_POLICY[key]}; from ${least} to ${most}.`,
  };
}
