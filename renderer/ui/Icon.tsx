import { createElement } from 'react';
import type { ReactElement } from 'react';

/** An icon as a component: lucide's strokes at 18 px. Decorative: the word is beside it, or the control has a label. */
export type Icon = (props: { readonly className?: string }) => ReactElement;

const SHAPE = /<(path|circle|rect|line|polyline|polygon|ellipse)\s([^>]*?)\/>/g;
const ATTRIBUTE = /([a-z0-9]+)="([^"]*)"/g;

/** Reads the shapes of one lucide file (`import x from 'lucide-static/icons/x.svg?raw'`) into elements: no markup is ever set as text. */
export function icon(svg: string): Icon {
  const shapes = Array.from(svg.matchAll(SHAPE), ([, tag = 'path', attributes = ''], key) =>
    createElement(tag, {
      key,
      ...Object.fromEntries(Array.from(attributes.matchAll(ATTRIBUTE), ([, name = '', value = '']) => [name, value])),
    }),
  );
  return function LucideIcon({ className }) {
    return (
      <svg
        className={className === undefined ? 'icon' : `icon ${className}`}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.75}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {shapes}
      </svg>
    );
  };
}
