import type { Ask } from './ask.ts';

export async function directory(ask: Ask): Promise<void> {
  const { providers } = await ask('directory.list', {});
  const [first] = providers;
  if (first === undefined) throw new Error('no provider');
  const services = first.services.map(({ answers }) => ({ serviceId: null, answers }));
  await ask('directory.propose', { providerId: first.providerId, revision: first.revision, answers: first.answers, services });
}

export async function addProvider(ask: Ask): Promise<void> {
  const { providers } = await ask('directory.list', {});
  const [first] = providers;
  if (first === undefined) throw new Error('no provider');
  const services = first.services.map(({ answers }) => ({ serviceId: null, answers }));
  await ask('directory.save', { providerId: null, revision: 0, answers: first.answers, services });
}
