import type { Text } from '../../../shared/text.ts';
import { language, say } from '../../language.ts';
import { Field } from '../../ui/Field.tsx';
import { AlertIcon } from '../../ui/icons.ts';
import { HINT_WORDS, commentHints } from '../../../shared/rules/months/comment.ts';

const COMMENT: Text = { fr: 'Commentaire pour le point focal', en: 'Comment for the focal point' };
const HINT: Text = {
  fr: 'Il part dans le fichier, tel quel. Ni nom, ni téléphone, ni date, ni lieu plus fin que le cercle.',
  en: 'It leaves in the file as it is. No name, no phone, no date, no place finer than the cercle.',
};
const MOST = 500;

/** The comment of a report, read while it is typed: what it seems to hold and must not is said at once. */
export function CommentField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const hints = commentHints(value).map((hint) => say(HINT_WORDS[hint]));
  const seen = new Intl.ListFormat(language()).format(hints);
  return (
    <Field label={COMMENT} hint={HINT} optional>
      {(control) => (
        <>
          <textarea {...control} className="input" maxLength={MOST} value={value} onChange={(event) => onChange(event.target.value)} />
          <span className="spread">
            <span className="field-problem" role="status">
              {hints.length > 0 && (
                <>
                  <AlertIcon />
                  {say({ fr: `Ce commentaire semble contenir ${seen}.`, en: `This comment seems to hold ${seen}.` })}
                </>
              )}
            </span>
            <span className="hint number">
              {say({ fr: `${value.length} signes sur ${MOST}`, en: `${value.length} of ${MOST} characters` })}
            </span>
          </span>
        </>
      )}
    </Field>
  );
}
