import { create } from 'zustand';
import type { Failure } from '../../shared/failure.ts';
import { useWrite, type Write } from '../write.ts';

type LastPrint = { readonly paper: string | null; readonly working: boolean; readonly failure: Failure | null };

/** A print takes the window to the paper and back: what came of it outlives the page that asked, which is drawn anew. */
const useLastPrint = create<LastPrint>(() => ({ paper: null, working: false, failure: null }));

/** `useWrite` for a print; `paper`: the address of the page that asks, so that another one shows nothing of it. */
export function usePrint(paper: string): Write {
  const { write } = useWrite();
  const last = useLastPrint();
  const own = last.paper === paper ? last : { working: false, failure: null };
  return {
    working: own.working,
    failure: own.failure,
    async write(name, input) {
      useLastPrint.setState({ paper, working: true, failure: null });
      const outcome = await write(name, input);
      useLastPrint.setState({ paper, working: false, failure: outcome.ok ? null : outcome.failure });
      return outcome;
    },
  };
}
