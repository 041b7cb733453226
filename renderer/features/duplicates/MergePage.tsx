import { useMemo } from 'react';
import { useParams } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { MergePreview } from '../../../shared/contract/duplicates.ts';
import type { Text } from '../../../shared/text.ts';
import { formatMonth } from '../../../shared/time.ts';
import { useCommands } from '../../commands/registry.ts';
import { formOfPart } from '../../forms/filling.ts';
import { Page } from '../../frame/Page.tsx';
import { counted, language, say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EyeIcon, EyeOffIcon } from '../../ui/icons.ts';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import './duplicates.css';
import { MergeForm } from './MergeForm.tsx';
import { useMerge } from './useMerge.ts';
import type { Merging } from './useMerge.ts';
import { call } from '../../api.ts';
import { page, MAY } from '../../frame/page.ts';

const TITLE: Text = { fr: 'Réunir deux dossiers', en: 'Merge two cases' };
const PAIRS: Text = { fr: 'Doublons possibles', en: 'Possible duplicates' };
const GONE: Text = { fr: 'Cette paire n’attend plus.', en: 'This pair no longer waits.' };
const BACK: Text = { fr: 'Revenir aux doublons', en: 'Back to the duplicates' };
const RULE: Text = {
  fr: 'L’aperçu montre l’identité, l’enregistrement et le contact sûr des deux dossiers, côte à côte. Leur ouverture s’inscrit au journal, avec «\u00a0doublon\u00a0» pour motif. Rien n’est modifié.',
  en: 'The preview shows identity, registration and safe contact of both cases, side by side. Opening them is written in the journal, with “duplicate” as the reason. Nothing is changed.',
};
const OPEN: Text = { fr: 'Ouvrir les deux dossiers', en: 'Open both cases' };
const AGAIN: Text = { fr: 'Afficher de nouveau', en: 'Show again' };
const HIDDEN: Text = {
  fr: 'Les valeurs sont masquées. Vos choix sont gardés.',
  en: 'The values are masked. Your choices are kept.',
};
const MERGE: Text = { fr: 'Réunir les dossiers', en: 'Merge the cases' };
const LINK: Text = { fr: 'Relier seulement', en: 'Link only' };
const LINK_EFFECT: Text = {
  fr: '«\u00a0Relier seulement\u00a0» ne réunit rien\u00a0: le dossier le plus récent ne compte plus, ses incidents non plus.',
  en: '“Link only” merges nothing: the later case counts no more, nor do its incidents.',
};
const FOLLOWS: Text = { fr: 'Ce qui suivra', en: 'What will follow' };
const CARRIED: Text = {
  fr: 'Passe dans le dossier qui continue, avec ses dates et ses auteurs',
  en: 'Goes to the case that goes on, with its dates and authors',
};
const NOTHING: Text = { fr: 'Rien d’autre.', en: 'Nothing else.' };
const COUNTED: Text = {
  fr: 'Chaque incident compte une seule fois, dans son mois. Le dossier réuni garde son contenu, se lit et ne compte plus.',
  en: 'Each incident counts once, in its month. The merged case keeps its content, can be read and counts no more.',
};
const UNDO: Text = {
  fr: '«\u00a0Défaire\u00a0» rend les deux dossiers tels qu’ils sont, pendant 90 jours et tant que rien n’y a été écrit depuis.',
  en: '“Undo” gives both cases back as they are, for 90 days and as long as nothing was written in them since.',
};

/** Two files of one person: what each says, which answer stays, what follows; then one act (interface 3.14). */
function MergePage({ pairs }: Output<'duplicates.list'>) {
  const { pair: pairId = '' } = useParams();
  const merging = useMerge(pairId);
  const { preview, working } = merging;
  const pair = pairs.find((one) => one.pairId === pairId);
  const mayMerge = preview !== null;
  const { merge } = merging;
  useCommands(
    useMemo(() => (mayMerge ? [{ id: 'merge.do', label: MERGE, keys: 'Ctrl+Enter', run: () => void merge() }] : []), [mayMerge, merge]),
  );
  if (pair === undefined && preview === null) {
    return (
      <Page title={TITLE} trail={[{ to: '/duplicates', label: PAIRS }]}>
        <Card>
          <p>{say(GONE)}</p>
          <ButtonLink to="/duplicates">{BACK}</ButtonLink>
        </Card>
      </Page>
    );
  }
  return (
    <Page
      title={TITLE}
      lead={<Lead preview={preview} codes={pair === undefined ? [] : [pair.left.caseCode, pair.right.caseCode]} />}
      trail={[{ to: '/duplicates', label: PAIRS }]}
      {...(preview !== null && { side: <Consequences preview={preview} /> })}
      foot={
        <>
          <Button kind="quiet" onPress={() => void merging.link()}>
            {LINK}
          </Button>
          {preview !== null && (
            <Button kind="primary" keys="Ctrl+Enter" working={working ? MERGE : null} onPress={() => void merge()}>
              {MERGE}
            </Button>
          )}
        </>
      }
    >
      {merging.failure !== null && <FailureNotice failure={merging.failure} />}
      {preview === null ? <Opening merging={merging} /> : <Choosing preview={preview} merging={merging} />}
    </Page>
  );
}

export const mergePage = page({
  path: '/duplicates/:pair/merge',
  roles: MAY.supervisor,
  rail: 'duplicates',
  load: () => call('duplicates.list', {}),
  Page: MergePage,
});

function Lead({ preview, codes }: { readonly preview: MergePreview | null; readonly codes: readonly string[] }) {
  if (preview === null) return <span className="number">{codes.join(' · ')}</span>;
  const { survivor, ended } = preview;
  return say({
    fr: `${ended.caseCode} (${ended.ownerCode}) rejoint ${survivor.caseCode}, qui continue avec ${survivor.ownerCode}.`,
    en: `${ended.caseCode} (${ended.ownerCode}) joins ${survivor.caseCode}, which goes on with ${survivor.ownerCode}.`,
  });
}

function Opening({ merging }: { readonly merging: Merging }) {
  return (
    <Card>
      <div className="stack">
        <p>{say(RULE)}</p>
        <div className="row">
          <Button kind="primary" icon={EyeIcon} onPress={() => void merging.open()}>
            {OPEN}
          </Button>
        </div>
        <p className="hint">{say(LINK_EFFECT)}</p>
      </div>
    </Card>
  );
}

function Choosing({ preview, merging }: { readonly preview: MergePreview; readonly merging: Merging }) {
  return (
    <>
      {!merging.shown && (
        <Notice icon={EyeOffIcon}>
          <p>{say(HIDDEN)}</p>
          <Button icon={EyeIcon} onPress={() => void merging.open()}>
            {AGAIN}
          </Button>
        </Notice>
      )}
      {preview.forms.map((one) => (
        <MergeForm key={one.form} compared={one} preview={preview} merging={merging} />
      ))}
    </>
  );
}

function Consequences({ preview }: { readonly preview: MergePreview }) {
  const differing = preview.forms
    .flatMap(({ rows }) => rows)
    .filter(({ agreement }) => agreement === 'close' || agreement === 'differs').length;
  const months = preview.frozenMonths.map((month) => formatMonth(month, language())).join(', ');
  return (
    <Card title={FOLLOWS}>
      <div className="stack">
        <p>
          <strong>
            {say(counted(differing, { fr: 'réponse diffère', en: 'answer differs' }, { fr: 'réponses diffèrent', en: 'answers differ' }))}
          </strong>
        </p>
        <p>{say(CARRIED)}</p>
        {preview.carried.length === 0 && <p className="hint">{say(NOTHING)}</p>}
        <ul className="merge-carried">
          {preview.carried.map(({ form, count }) => (
            <li key={form}>
              {say(formOfPart(form).title)} <span className="number">{count}</span>
            </li>
          ))}
        </ul>
        <p className="hint">{say(COUNTED)}</p>
        {months !== '' && (
          <p className="hint">
            {say({
              fr: `Déjà figé, et inchangé\u00a0: ${months}.`,
              en: `Frozen already, and unchanged: ${months}.`,
            })}
          </p>
        )}
        <p className="hint">{say(UNDO)}</p>
        <p className="hint">{say(LINK_EFFECT)}</p>
      </div>
    </Card>
  );
}
