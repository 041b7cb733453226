import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Text } from '../../../shared/text.ts';
import { counted, useSay } from '../../language.ts';
import { Card } from '../../ui/Card.tsx';
import { CheckIcon, ShieldAlertIcon, ShieldCheckIcon, XIcon } from '../../ui/icons.ts';
import type { Check, Preview } from './loaders.ts';
import { stepAddress } from './steps.ts';

const LEAVES: Text = { fr: 'Part dans le fichier', en: 'Leaves in the file' };
const NEVER: Text = { fr: 'Ne part jamais', en: 'Never leaves' };
const HOLDS: Text = { fr: 'Essai de soustraction réussi', en: 'Subtraction test passed' };
const FAILS: Text = { fr: 'Essai de soustraction échoué', en: 'Subtraction test failed' };
const DETAIL: Text = { fr: 'Détail', en: 'Detail' };

/** Beside the preview: what leaves, what never does, the result of the subtraction test, how many are excluded. */
export function LeavesCards({ preview, check }: { readonly preview: Preview; readonly check: Check | null }): ReactNode {
  const say = useSay();
  return (
    <>
      <Card title={say(LEAVES)}>
        <ul className="leaves">
          {preview.leaves.map((line) => (
            <li key={line.fr}>
              <CheckIcon />
              {say(line)}
            </li>
          ))}
        </ul>
        <h2 className="card-title never-title">{say(NEVER)}</h2>
        <ul className="never">
          {preview.never.map((line) => (
            <li key={line.fr}>
              <XIcon />
              {say(line)}
            </li>
          ))}
        </ul>
      </Card>
      <section className="card">
        <SubtractionTest audit={preview.audit} />
        {check !== null && <Excluded check={check} />}
      </section>
    </>
  );
}

/** What the independent attacker found against the tables as they leave (disclosure §3.7). */
export function SubtractionTest({ audit }: { readonly audit: Preview['audit'] }): ReactNode {
  const say = useSay();
  const found = audit.exact + audit.tooNarrow;
  const holds = found === 0 && audit.unproven === 0;
  const ShieldIcon = holds ? ShieldCheckIcon : ShieldAlertIcon;
  return (
    <div className={holds ? 'audit holds' : 'audit'}>
      <ShieldIcon />
      <div>
        <h2 className="audit-title">{say(holds ? HOLDS : FAILS)}</h2>
        <p>{say(holds ? holdsWords(audit.hidden) : failsWords(found, audit.unproven))}</p>
      </div>
    </div>
  );
}

function holdsWords(hidden: number): Text {
  if (hidden === 0) return { fr: 'Aucune case n’est masquée.', en: 'No cell is hidden.' };
  const one: Text = { fr: 'La case masquée ne peut pas être retrouvée.', en: 'The hidden cell cannot be found again.' };
  return hidden === 1
    ? one
    : { fr: `Aucune des ${hidden} cases masquées ne peut être retrouvée.`, en: `None of the ${hidden} hidden cells can be found again.` };
}

function failsWords(found: number, unproven: number): Text {
  const cells = counted(found + unproven, { fr: 'case masquée', en: 'hidden cell' }, { fr: 'cases masquées', en: 'hidden cells' });
  return {
    fr: `${cells.fr} pourrait être retrouvée par soustraction, ou n’est pas prouvée sûre. Le mois ne peut pas être figé.`,
    en: `${cells.en} could be found by subtraction, or not proven safe. The month cannot be frozen.`,
  };
}

function Excluded({ check }: { readonly check: Check }): ReactNode {
  const say = useSay();
  const total = check.excluded.reduce((sum, { count }) => sum + count, 0);
  const words = counted(
    total,
    { fr: 'accueil ou incident n’entre dans aucun tableau.', en: 'intake or incident enters no table.' },
    { fr: 'accueils ou incidents n’entrent dans aucun tableau.', en: 'intakes or incidents enter no table.' },
  );
  return (
    <p className="excluded">
      {say(words)} <Link to={stepAddress(check.line.month, 'check')}>{say(DETAIL)}</Link>
    </p>
  );
}
