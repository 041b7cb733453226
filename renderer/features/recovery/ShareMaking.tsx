import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Input } from '../../../shared/contract.ts';
import type { Keeper } from '../../../shared/contract/recovery.ts';
import { ShareCards } from './ShareCards.tsx';
import { ShareCopy } from './ShareCopy.tsx';
import { ShareSigning } from './ShareSigning.tsx';
import './recovery.css';

type Signer = Input<'recovery.prepare'>['administrator'];

type Props = {
  /** Administrators who may sign beside the person of the session. */
  readonly administrators: readonly string[];
  /** The person who has just chosen a passphrase here, at the first run: not asked again. */
  readonly known: Signer | null;
  readonly kind: 'centre' | 'desk' | null;
  /** Opens the session that makes the shares, when none is open yet. Gives whether it is. */
  readonly open?: () => Promise<boolean>;
  readonly done: () => void;
  /** Another way out, while nothing is in force. */
  readonly later?: ReactNode;
};

const NOBODY: readonly (Keeper | null)[] = [null, null, null];

/** Three shares made: keepers and signatures, then each share copied by hand and typed back before the next (interface 3.1, security §2.4). */
export function ShareMaking({ administrators, known, kind, open, done, later }: Props) {
  const [keepers, setKeepers] = useState(NOBODY);
  const [proved, setProved] = useState<number | null>(null);
  const [administrator, setAdministrator] = useState('');
  const choose = proved === null ? setKeepers : null;
  return (
    <div className="stack wide">
      <ShareCards keepers={keepers} kind={kind} proved={proved} choose={choose} />
      {proved === null ? (
        <ShareSigning
          keepers={keepers.filter((keeper) => keeper !== null)}
          administrators={administrators}
          known={known}
          later={later}
          signed={(staffCode) => {
            setAdministrator(staffCode);
            setProved(0);
          }}
          {...(open && { open })}
        />
      ) : (
        <ShareCopy
          key={proved}
          rank={proved + 1}
          administrator={administrator}
          proved={(count, total) => {
            setProved(count);
            if (count === total) done();
          }}
        />
      )}
    </div>
  );
}
