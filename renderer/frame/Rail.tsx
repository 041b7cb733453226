import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { Text } from '../../shared/text.ts';
import { NEW_INTAKE } from '../../shared/words.ts';
import { say } from '../language.ts';
import { useSession, useUser } from '../session.ts';
import { MenuIcon, PlusIcon } from '../ui/icons.ts';
import { KeyCap } from '../ui/KeyCap.tsx';
import { Mark } from '../ui/Mark.tsx';
import type { RailCounts } from './counts.ts';
import { OwnMenu } from './OwnMenu.tsx';
import type { RailName } from './page.ts';
import { RAILS } from './rails.ts';
import type { RailEntry } from './rails.ts';

const NAVIGATION: Text = { fr: 'Pages', en: 'Pages' };
const MENU: Text = { fr: 'Menu', en: 'Menu' };

type Props = { readonly counts: RailCounts; readonly lit: RailName | null };

/** 212 px: the pages of the role with what waits there, and one's own code. 56 px of icons when narrow, a menu button when very narrow. */
export function Rail({ counts, lit }: Props) {
  const user = useUser();
  const site = useSession(({ state }) => state?.siteCode ?? state?.structureCode ?? '');
  const { pathname } = useLocation();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === pathname;
  return (
    <nav className={open ? 'rail open' : 'rail'} aria-label={say(NAVIGATION)} data-region="rail" tabIndex={-1}>
      <div className="rail-head">
        <Mark />
        <span className="rail-name">Sutura</span>
        <span className="rail-site">{site}</span>
        <button type="button" className="button secondary rail-menu" aria-expanded={open} onClick={() => setOpenAt(open ? null : pathname)}>
          <MenuIcon />
          {say(MENU)}
        </button>
      </div>
      <div className="rail-body">
        {user.role === 'caseworker' && (
          <Link className="button rail-new" to="/intake" title={say(NEW_INTAKE)}>
            <PlusIcon />
            <span className="rail-label">{say(NEW_INTAKE)}</span>
            <KeyCap keys="Alt+N" />
          </Link>
        )}
        <ul>
          {RAILS[user.role].map((entry) => (
            <Entry key={entry.name} entry={entry} count={counts[entry.name]} lit={entry.name === lit} />
          ))}
        </ul>
      </div>
      <OwnMenu />
    </nav>
  );
}

function Entry({ entry, count, lit }: { readonly entry: RailEntry; readonly count: number | undefined; readonly lit: boolean }) {
  return (
    <li>
      <Link
        className={lit ? 'rail-entry lit' : 'rail-entry'}
        to={entry.to}
        aria-current={lit ? 'page' : undefined}
        title={say(entry.label)}
      >
        <entry.icon />
        <span className="rail-label">{say(entry.label)}</span>
        {count !== undefined && count > 0 && <span className="rail-count number">{count}</span>}
      </Link>
    </li>
  );
}
