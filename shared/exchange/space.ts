/** A training base and a real one refuse each other's files (security §7.1); which of the two an installation is stands in the first line of its roster for ever. */
export type Space = 'real' | 'training';
