import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { RouterProvider } from 'react-router';
import type { createHashRouter } from 'react-router';
import { leaveCover, useCover } from './cover.ts';
import { Calendar } from './features/session/neutral/Calendar.tsx';
import { LiveRegions } from './frame/announce.tsx';
import { Toasts } from './frame/toast.tsx';
import { useLanguage } from './language.ts';
import { useSession } from './session.ts';

type Router = ReturnType<typeof createHashRouter>;

const DARK = window.matchMedia('(prefers-color-scheme: dark)');
const MORE_CONTRAST = window.matchMedia('(prefers-contrast: more)');

function onSystemTheme(changed: () => void): () => void {
  DARK.addEventListener('change', changed);
  MORE_CONTRAST.addEventListener('change', changed);
  return () => {
    DARK.removeEventListener('change', changed);
    MORE_CONTRAST.removeEventListener('change', changed);
  };
}

function systemTheme(): 'light' | 'dark' | 'contrast' {
  if (MORE_CONTRAST.matches) return 'contrast';
  return DARK.matches ? 'dark' : 'light';
}

/** Goes to the unlock page; false while another navigation has taken its place. */
async function toUnlock(router: Router): Promise<boolean> {
  await router.navigate('/unlock');
  return router.state.navigation.state === 'idle';
}

/** The whole window: the neutral page when covered, otherwise the page of the address. Keeps language and theme on the root element. */
export function App({ router }: { readonly router: Router }) {
  const covered = useCover((state) => state.covered);
  const language = useLanguage();
  const system = useSyncExternalStore(onSystemTheme, systemTheme);
  const chosen = useSession(({ state }) => state?.theme ?? 'system');
  const theme = chosen === 'system' ? system : chosen;
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
  const leave = useCallback(() => leaveCover(() => toUnlock(router)), [router]);
  if (covered) return <Calendar onEnter={leave} />;
  return (
    <>
      <RouterProvider router={router} />
      <Toasts />
      <LiveRegions />
    </>
  );
}
