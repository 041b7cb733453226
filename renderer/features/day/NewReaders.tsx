import type { Reader } from '../../../shared/contract/accounts.ts';
import type { Text } from '../../../shared/text.ts';
import { toast } from '../../frame/toast.tsx';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { EightWords } from '../../ui/EightWords.tsx';
import { FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';

const WORDS: Text = { fr: 'Ses huit mots', en: 'Her or his eight words' };
const SAME: Text = { fr: 'Les mots sont les mêmes', en: 'The words are the same' };
const COMPARE: Text = {
  fr: 'Demandez-lui de vous lire ses huit mots, à la page «\u00a0Comptes\u00a0», et comparez. D’ici là, aucun nouveau dossier ne peut être enregistré\u00a0; ce que vous saisissez est gardé.',
  en: 'Ask her or him to read you the eight words, on the “Accounts” page, and compare. Until then no new case can be registered; what you type is kept.',
};
const DIFFER: Text = {
  fr: 'Si les mots diffèrent, ou si vous ne connaissez pas cette personne, ne confirmez pas et parlez-en à votre supervision.',
  en: 'If the words differ, or if you do not know this person, do not confirm, and speak to your supervisor.',
};

/** Before her application seals anything to somebody new, the caseworker sees who it is (security §2.4). */
export function NewReaders({ readers }: { readonly readers: readonly Reader[] }) {
  return readers.filter(({ known }) => !known).map((reader) => <NewReader key={reader.userId} reader={reader} />);
}

function NewReader({ reader }: { readonly reader: Reader }) {
  const { working, failure, write } = useWrite();
  async function acknowledge(): Promise<void> {
    const outcome = await write('readers.acknowledge', { userId: reader.userId });
    if (outcome.ok) toast({ fr: `${reader.staffCode} est confirmé.`, en: `${reader.staffCode} is confirmed.` });
  }
  return (
    <Notice tone="ochre" title={titleOf(reader)}>
      <p>{say(COMPARE)}</p>
      <EightWords words={reader.words} label={WORDS} />
      <p>{say(DIFFER)}</p>
      <Button working={working ? SAME : null} onPress={() => void acknowledge()} aria-label={`${say(SAME)}, ${reader.staffCode}`}>
        {SAME}
      </Button>
      {failure !== null && <FailureNotice failure={failure} />}
    </Notice>
  );
}

function titleOf({ staffCode, name, scope }: Reader): Text {
  const who = `${name} (${staffCode})`;
  return scope === 'full'
    ? { fr: `${who} pourra lire vos dossiers.`, en: `${who} will be able to read your cases.` }
    : { fr: `${who} pourra compter vos dossiers, sans les lire.`, en: `${who} will be able to count your cases, without reading them.` };
}
