/** What a window needs to find its screen and its fonts. */
export const DISPLAY_VARIABLES: readonly string[] = [
  'DISPLAY',
  'XAUTHORITY',
  'WAYLAND_DISPLAY',
  'XDG_SESSION_TYPE',
  'FONTCONFIG_PATH',
  'FONTCONFIG_FILE',
];

/** What the process with the keys needs beside: its programs, the person's folders, language and hour; the last three under Windows only. */
const KEYED_VARIABLES: readonly string[] = [
  ...DISPLAY_VARIABLES,
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LANGUAGE',
  'LC_ALL',
  'LC_MESSAGES',
  'LC_TIME',
  'TZ',
  'XDG_RUNTIME_DIR',
  'SystemRoot',
  'USERPROFILE',
  'TEMP',
];

/** The variables of these names that are set. */
export function only(names: readonly string[], inherited: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (inherited[name] === undefined ? [] : [[name, inherited[name]]])));
}

/**
 * The environment of the process that holds the keys, in both shells. Nothing else is handed on: one variable is enough to load a stranger's code into it
 * (`NODE_OPTIONS`, `LD_PRELOAD`) or to have the driver print each message between page and process (`DEBUG`).
 */
export function keyedEnvironment(inherited: NodeJS.ProcessEnv): Record<string, string> {
  return only(KEYED_VARIABLES, inherited);
}

/**
 * How V8 holds memory in that process, in both shells: a supervisor's session opens the facts and names of every case one by one, and what that leaves behind stayed, several times what is kept. With room
 * for 4 MB of new things at once it is collected as it comes.
 */
export const KEYED_MEMORY: readonly string[] = ['--max-semi-space-size=4', '--optimize-for-size'];
