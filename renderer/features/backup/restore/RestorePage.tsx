import { useState } from 'react';
import { redirect } from 'react-router';
import type { Output } from '../../../../shared/contract.ts';
import { call } from '../../../api.ts';
import { refreshSession } from '../../../session.ts';
import { HOME } from '../../../frame/rails.ts';
import { SignInLayout } from '../../../frame/SignInLayout.tsx';
import { ConfirmStep } from './ConfirmStep.tsx';
import { CopyStep } from './CopyStep.tsx';
import { closedPage } from '../../../frame/page.ts';

type Copies = Output<'restore.copies'>;

/** The copies on the media that are there; an open session has none to put back. Throws `Failed`. */
async function restoreLoader(): Promise<Response | Copies> {
  const { user } = await refreshSession();
  return user === null ? call('restore.copies', {}) : redirect(HOME[user.role]);
}

/** Putting a copy back in two steps: which copy and whose passphrase, then what it holds and who confirms (security §9.3). */
function RestorePage(copies: Copies) {
  const [opened, setOpened] = useState<Output<'restore.open'> | null>(null);
  return (
    <SignInLayout>
      {opened === null ? <CopyStep {...copies} opened={setOpened} /> : <ConfirmStep opened={opened} back={() => setOpened(null)} />}
    </SignInLayout>
  );
}

export const restorePage = closedPage({ path: '/restore', load: restoreLoader, Page: RestorePage });
