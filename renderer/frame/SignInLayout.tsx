import type { ReactNode } from 'react';
import type { Text } from '../../shared/text.ts';
import { prefer, useSession } from '../session.ts';
import { WifiOffIcon } from '../ui/icons.ts';
import { SignInPattern } from './SignInPattern.tsx';
import { LANGUAGE } from '../../shared/words.ts';
import { say } from '../language.ts';

const PROMISE: Text = { fr: 'Ce qui est ici reste ici.', en: 'What is here stays here.' };
const WHY: Text = {
  fr: 'Cet ordinateur n’envoie rien. Sans phrase secrète, personne ne peut lire la base.',
  en: 'This computer sends nothing. Without a passphrase, nobody can read the base.',
};
const OFFLINE: Text = { fr: 'Hors ligne, toujours', en: 'Offline, always' };
const INVENTED: Text = { fr: 'Données inventées seulement', en: 'Invented data only' };

/** The two halves of the page before a session: the promise at the left, one task at the right. No word shows what the product is about. */
export function SignInLayout({ children }: { readonly children: ReactNode }) {
  const state = useSession((session) => session.state);
  return (
    <div className="door">
      <aside className="door-left">
        <SignInPattern />
        <p className="door-name">Sutura</p>
        <div className="door-promise">
          <p className="door-sentence">{say(PROMISE)}</p>
          <p>{say(WHY)}</p>
        </div>
      </aside>
      <div className="door-right">
        <header className="door-language" aria-label={say(LANGUAGE)}>
          <LanguageButton value="fr" name="Français" />
          <LanguageButton value="en" name="English" />
        </header>
        <main className="door-task">{children}</main>
        <footer className="door-foot hint">
          <span className="row">
            <WifiOffIcon />
            {say(OFFLINE)}
          </span>
          {state?.inventedDataOnly === true && <span>{say(INVENTED)}</span>}
          <span className="door-site">{state?.siteCode ?? state?.structureCode}</span>
        </footer>
      </div>
    </div>
  );
}

function LanguageButton({ value, name }: { readonly value: 'fr' | 'en'; readonly name: string }) {
  const language = useSession(({ state }) => state?.language ?? 'fr');
  const theme = useSession(({ state }) => state?.theme ?? 'system');
  return (
    <button type="button" lang={value} aria-pressed={language === value} onClick={() => void prefer({ language: value, theme })}>
      {name}
    </button>
  );
}
