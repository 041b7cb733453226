import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { REMOVE } from '../../../../shared/words.ts';
import { useCommands } from '../../../commands/registry.ts';
import { say } from '../../../language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { stateName } from '../../../wording.ts';
import { FAMILY_WORDS, LinkDialog, UnlinkDialog } from './FamilyDialogs.tsx';

type Family = CaseFile['family'];
type Linked = Family['links'][number];

const TITLE: Text = { fr: 'Famille', en: 'Family' };
const NOBODY: Text = { fr: 'Aucun dossier relié.', en: 'No linked case.' };
const LINK: Text = { fr: 'Relier', en: 'Link' };
const COMMAND: Text = { fr: 'Relier un dossier de la famille', en: 'Link a case of the family' };
const CLOSED: Text = { fr: 'non ouvert à vous', en: 'not open to you' };
const SAME_DAY: Text = { fr: 'Reçue le même jour\u00a0:', en: 'Received the same day:' };
const SIBLING: Text = { fr: 'De la même fratrie\u00a0:', en: 'Of the same siblings:' };
const CAREFUL: Text = {
  fr: 'L’auteur·e présumé·e est de la famille. Avant de contacter une personne reliée, pensez à qui l’apprendra\u00a0: la sécurité et le contact sûr se voient avec chacune, à part.',
  en: 'The alleged perpetrator is of the family. Before contacting a linked person, think of who will hear of it: safety and safe contact are gone through with each, apart.',
};

/** Cases of the same family, by code (reference §2.2). A person with the right opens, links and removes them here; their content is not shown. */
export function FamilyCard({ file }: { readonly file: CaseFile }) {
  const { family } = file;
  /** The code that the dialog begins with; null while it is closed. */
  const [linking, setLinking] = useState<string | null>(null);
  const [unlinking, setUnlinking] = useState<Linked | null>(null);
  const { mayLink } = family;
  useCommands(useMemo(() => (mayLink ? [{ id: 'case.family', label: COMMAND, run: () => setLinking('') }] : []), [mayLink]));
  return (
    <Card title={TITLE} beside={mayLink && <Button onPress={() => setLinking('')}>{LINK}</Button>}>
      <div className="stack">
        {family.careful && (
          <Notice tone="ochre">
            <p>{say(CAREFUL)}</p>
          </Notice>
        )}
        {family.links.length === 0 && <p className="hint">{say(NOBODY)}</p>}
        {family.links.length > 0 && (
          <ul className="family">
            {family.links.map((link) => (
              <LinkedFile key={link.linkId} link={link} unlink={() => setUnlinking(link)} />
            ))}
          </ul>
        )}
        {family.proposed.map(({ caseCode, why }) => (
          <p key={caseCode} className="hint">
            {say(why === 'sibling' ? SIBLING : SAME_DAY)} <span className="code">{caseCode}</span>{' '}
            <button type="button" className="link-button" aria-label={`${say(LINK)}, ${caseCode}`} onClick={() => setLinking(caseCode)}>
              {say(LINK)}
            </button>
          </p>
        ))}
      </div>
      {linking !== null && <LinkDialog file={file} first={linking} name={COMMAND} close={() => setLinking(null)} />}
      {unlinking !== null && <UnlinkDialog file={file} link={unlinking} close={() => setUnlinking(null)} />}
    </Card>
  );
}

function LinkedFile({ link: { kind, other }, unlink }: { readonly link: Linked; readonly unlink: () => void }) {
  return (
    <li>
      <span>{say(FAMILY_WORDS[kind])}</span>
      <span className="row">
        {other.caseId === null ? (
          <span className="code">{other.caseCode}</span>
        ) : (
          <Link className="code" to={`/cases/${other.caseId}`}>
            {other.caseCode}
          </Link>
        )}
        <span className="hint">{say(other.state === null ? CLOSED : stateName(other.state))}</span>
        <button type="button" className="link-button" aria-label={`${say(REMOVE)}, ${other.caseCode}`} onClick={unlink}>
          {say(REMOVE)}
        </button>
      </span>
    </li>
  );
}
