/**
 * Public halves of the three release keys, in hexadecimal; two of them sign an update (security §7.4). These are INVENTED TEST KEYS: their private halves
 * are in `tests/support/releaseKeys.ts`. The first release replaces them by the keys of three people who never meet on one machine.
 */
export const RELEASE_KEYS: readonly string[] = [
  'afa65cb8fb1bee8bb1187ef8dc0a3afb0dd8b6cf29562ad98898d49f6b3ed2c8',
  '7399c304284ea5e2b33dc33051a8c20d9613ad5545aae927fd0793e142f27c17',
  '283ff8ccbeb00b408f69045c52a016d8a25f7a14f9933583b7a833974a837df7',
];

/** While the keys are the invented ones, the page of updates says so: every holder of the source can sign. */
export const KEYS_ARE_INVENTED = true;
