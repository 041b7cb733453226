import { join } from 'node:path';
import { defineConfig } from 'electron-vite';
import screen from './screen.config.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The Electron application: main and keyed process as modules, the preload as one file for the sandbox, and the screen. Built by `npm run dist`. */
export default defineConfig({
  main: {
    build: {
      outDir: join(ROOT, 'out/main'),
      rollupOptions: { input: { main: join(ROOT, 'electron/main.ts'), keyed: join(ROOT, 'electron/keyed.ts') } },
    },
  },
  preload: {
    build: {
      outDir: join(ROOT, 'out/preload'),
      externalizeDeps: false,
      rollupOptions: { input: { preload: join(ROOT, 'electron/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    ...screen,
    build: { ...screen.build, minify: true, rollupOptions: { input: join(ROOT, 'renderer/index.html') } },
  },
});
