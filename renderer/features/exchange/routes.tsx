import type { PageRoute } from '../../frame/page.ts';
import { CardsPage, cardsLoader } from './CardsPage.tsx';

export const routes: readonly PageRoute[] = [
  {
    path: '/cards',
    handle: { roles: ['supervisor', 'focal_point', 'administrator'], rail: 'cards' },
    loader: cardsLoader,
    element: <CardsPage />,
  },
];
