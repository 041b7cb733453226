/** The four roles of reference §7. A right that is not named is refused. */
export const ROLES = ['caseworker', 'supervisor', 'focal_point', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that hold the key of the case base (security §0, decision 1). */
export const CASE_ROLES: readonly Role[] = ['caseworker', 'supervisor'];

/**
 * Who may call an operation. `anyone`: locked or unlocked (it shows nothing of a person). `locked`: only while no session is open.
 */
export type Callers = 'anyone' | 'locked' | readonly Role[];
