/** A training base and a real base refuse each other's files (security §7.1). The first line of the roster records for ever which of the two an installation is. */
export type Space = 'real' | 'training';
