import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { manifestPlugin } from './manifestPlugin.ts';

const FOLDER = join(import.meta.dirname, '../../out/renderer');

/** The screen: `renderer/` built into `out/renderer`. Nothing is inlined, since the content policy allows no `data:`; no polyfill that fetches. */
export default defineConfig({
  root: join(import.meta.dirname, '../../renderer'),
  base: '/',
  plugins: [react(), manifestPlugin(FOLDER)],
  build: {
    outDir: FOLDER,
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4_000,
  },
});
