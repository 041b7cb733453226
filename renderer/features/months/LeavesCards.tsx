import { Link } from 'react-router';
import type { Text } from '../../../shared/text.ts';
import { counted, say } from '../../language.ts';
import { Card } from '../../ui/Card.tsx';
import { CheckIcon, ShieldAlertIcon, ShieldCheckIcon, XIcon } from '../../ui/icons.ts';
import type { Check, Preview } from './loaders.ts';
import { stepAddress } from './steps.ts';

const LEAVES: Text = { fr: 'Part dans le fichier', en: 'Leaves in the file' };
const NEVER: Text = { fr: 'Ne part jamais', en: 'Never leaves' };
const HOLDS: Text = { fr: 'Essai de soustraction réussi', en: 'Subtraction test passed' };
const FAILS: Text = { fr: 'Essai de soustraction échoué', en: 'Subtraction test failed' };
const HOW: Text = { fr: 'Comment les chiffres sont protégés', en: 'How figures are protected' };
const DETAIL: Text = { fr: 'Détail', en: 'Detail' };

/** Beside the preview: what leaves, what never does, the result of the subtraction test, how many are excluded. */
export function LeavesCards({ preview, check }: { readonly preview: Preview; readonly check: Check | null }) {
  return (
    <>
      <Card title={LEAVES}>
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
        <SubtractionTest preview={preview} />
        {check !== null && <Excluded check={check} />}
      </section>
    </>
  );
}

/** What the independent attacker found against the tables as they leave, and what it was given to try (disclosure §3.7, §4.4). */
export function SubtractionTest({ preview }: { readonly preview: Preview }) {
  const { audit } = preview;
  const ShieldIcon = audit.proved ? ShieldCheckIcon : ShieldAlertIcon;
  return (
    <div className={audit.proved ? 'audit holds' : 'audit'}>
      <ShieldIcon />
      <div>
        <h2 className="audit-title">{say(audit.proved ? HOLDS : FAILS)}</h2>
        {audit.proved ? (
          <>
            <p>{say(holdsWords(preview))}</p>
            {preview.mode !== 'sealed' && <p className="hint">{say(coversWords(preview))}</p>}
            {preview.rounding !== null && <p>{say(accuracyWords(preview.rounding))}</p>}
          </>
        ) : (
          <p>{say(failsWords(audit.exact + audit.tooNarrow, audit.unproven))}</p>
        )}
        <p>
          <Link to="/protection">{say(HOW)}</Link>
        </p>
      </div>
    </div>
  );
}

function holdsWords({ mode, audit: { hidden } }: Preview): Text {
  if (mode === 'sealed')
    return {
      fr: 'Ces nombres exacts restent ici\u00a0: ils ne partent qu’en deux moitiés. L’essai de soustraction se fait sur la somme de trois centres au moins, chez les dépositaires.',
      en: 'These exact numbers stay here: they leave in two halves only. The subtraction test is made on the sum of three centres or more, at the custodians’.',
    };
  if (mode === 'rounded')
    return {
      fr: 'Aucun petit nombre ne peut être retrouvé derrière les arrondis.',
      en: 'No small count can be found behind the rounding.',
    };
  if (hidden === 0) return { fr: 'Aucune case n’est masquée.', en: 'No cell is hidden.' };
  const one: Text = { fr: 'La case masquée ne peut pas être retrouvée.', en: 'The hidden cell cannot be found again.' };
  return hidden === 1
    ? one
    : { fr: `Aucune des ${hidden} cases masquées ne peut être retrouvée.`, en: `None of the ${hidden} hidden cells can be found again.` };
}

/** What the test held together, and what it asked of every small count. */
function coversWords({ tables, counts, width }: Preview): Text {
  const leaving = tables.filter(({ cut }) => cut === null).length;
  return {
    fr: `L’essai a pris ensemble les ${leaving} tableaux qui partent et leurs ${counts.published} cases publiées, additionnés et soustraits de toutes les façons\u00a0: pour chaque petit nombre, au moins ${width + 1} valeurs restent possibles. Il ne connaît pas ce qu’une personne sait d’ailleurs.`,
    en: `The test took the ${leaving} tables that leave and their ${counts.published} published cells together, added and subtracted in every way: for each small count, at least ${width + 1} values stay possible. It does not know what a person knows from elsewhere.`,
  };
}

function accuracyWords({ maxError, meanError, exactShare }: NonNullable<Preview['rounding']>): Text {
  const share = Math.round(100 * exactShare);
  return {
    fr: `Écart au compte exact\u00a0: ${meanError.toLocaleString('fr', { maximumFractionDigits: 1 })} en moyenne, ${maxError} au plus\u00a0; ${share}\u00a0% des cases sont exactes. Ces écarts ne partent pas\u00a0: avec eux on retrouverait les comptes.`,
    en: `Difference from the exact count: ${meanError.toLocaleString('en', { maximumFractionDigits: 1 })} on average, ${maxError} at most; ${share}% of cells are exact. These differences do not leave: with them the counts could be found.`,
  };
}

function failsWords(found: number, unproven: number): Text {
  const cells = counted(found + unproven, { fr: 'case masquée', en: 'hidden cell' }, { fr: 'cases masquées', en: 'hidden cells' });
  return {
    fr: `La protection n’est pas prouvée (${cells.fr}). Le mois ne peut pas être figé.`,
    en: `The protection is not proved (${cells.en}). The month cannot be frozen.`,
  };
}

function Excluded({ check }: { readonly check: Check }) {
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
