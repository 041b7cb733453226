import { spawnSync } from 'node:child_process';

/** Whether `strace` can be used here; it is installed where the packages of the system allow it. */
export function hasStrace(): boolean {
  if (isHere()) return true;
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'strace'], {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return isHere();
}

function isHere(): boolean {
  return spawnSync('strace', ['-V']).status === 0;
}
