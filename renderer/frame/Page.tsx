import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { Text } from '../../shared/text.ts';
import { drawWords, say } from '../language.ts';
import type { Words } from '../language.ts';
import { TopBar } from './TopBar.tsx';
import type { Step } from './TopBar.tsx';

type Props = {
  /** The page's name and h1. */
  readonly title: Words;
  /** True when the page draws its own `PageTitle` among its children (form page). */
  readonly bare?: boolean;
  /** Chips beside the title. */
  readonly marks?: ReactNode;
  /** One sentence under the title. */
  readonly lead?: Words;
  /** Buttons at the right of the title. */
  readonly acts?: ReactNode;
  /** Pages above this one, at most two. */
  readonly trail?: readonly Step[];
  /** The last step of the trail, when it is not the title. */
  readonly here?: Words;
  /** Hour at which the typed text was last kept, `HH:MM`: « Gardé à 09:41 ». */
  readonly kept?: string | null;
  /** Between the title and the columns, over both: stepper, band. */
  readonly above?: ReactNode;
  /** Side column: consent first, then help. */
  readonly side?: ReactNode;
  /** `top`: the side column starts beside the title. */
  readonly sideAt?: 'top' | 'below';
  /** Content of the sticky foot; the primary act comes last. */
  readonly foot?: ReactNode;
  /** False when something else on the page takes the focus on arrival (first task, passphrase, first unanswered question). */
  readonly focusTitle?: boolean;
  readonly children: ReactNode;
};

const ACTS: Text = { fr: 'Actes de la page', en: 'Acts of the page' };
const SIDE: Text = { fr: 'À côté', en: 'Beside' };

function gridClass(side: ReactNode, sideAt: 'top' | 'below'): string {
  if (side === undefined) return 'page';
  return sideAt === 'top' ? 'page with-side side-top' : 'page with-side';
}

/** One page inside the frame: top bar, heading, columns, foot (interface §2.1). */
export function Page(props: Props) {
  const {
    title,
    bare = false,
    marks,
    lead,
    acts,
    trail = [],
    here,
    kept = null,
    above,
    side,
    sideAt = 'below',
    foot,
    focusTitle = true,
    children,
  } = props;
  return (
    <>
      <TopBar trail={trail} here={here ?? title} kept={kept} />
      <div className="page-scroll">
        <div className={gridClass(side, sideAt)}>
          <main className="page-main" id="main" data-region="main">
            {!bare && (
              <div className="page-head">
                <div className="grow">
                  <div className="row">
                    <PageTitle focus={focusTitle}>{title}</PageTitle>
                    {marks}
                  </div>
                  {lead !== undefined && <p className="lead">{drawWords(lead)}</p>}
                </div>
                {acts !== undefined && <div className="row">{acts}</div>}
              </div>
            )}
            {above !== undefined && <div className="page-above stack">{above}</div>}
            <div className="page-column stack wide">{children}</div>
          </main>
          {side !== undefined && (
            <aside className="page-side stack" data-region="side" aria-label={say(SIDE)} tabIndex={-1}>
              {side}
            </aside>
          )}
        </div>
      </div>
      {foot !== undefined && (
        <footer className="action-bar" data-region="foot" aria-label={say(ACTS)} tabIndex={-1}>
          {foot}
        </footer>
      )}
    </>
  );
}

/** The h1 of a page. Takes the focus on arrival, which announces it, unless `focus` is false. */
export function PageTitle({ focus = true, children }: { readonly focus?: boolean; readonly children: Words }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    if (focus) heading.current?.focus({ preventScroll: true });
  }, [pathname, focus]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {drawWords(children)}
    </h1>
  );
}
