import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { Notice } from './Notice.tsx';

type Props = {
  readonly title: Text;
  /** What no data here shows any more, since a copy was restored. */
  readonly why: Text;
  /** What the person says of it. */
  readonly word: Text;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
};

/** After a copy was put back: the word, asked before anything leaves, that nothing else of it had left. */
export function NeverLeft({ title, why, word, checked, onChange }: Props) {
  return (
    <Notice tone="ochre" title={title}>
      <p>{say(why)}</p>
      <label className="choice">
        <input id="never-left" type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
        {say(word)}
      </label>
    </Notice>
  );
}
