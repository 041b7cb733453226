import { populatedTemplates } from './demoInstallations.ts';

/** Makes what most tests copy from, before they begin: they would otherwise all wait for it at once. */
await populatedTemplates();
