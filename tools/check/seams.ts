const FOLLOW_UP = 'Rule of the follow-up of children: its page comes with their forms.';
const UNUSED = 'No use in the product: delete it, or use it where its rule is required.';

/** Exports that tests alone use: name → reason. */
export const SEAMS: Readonly<Record<string, string>> = {
  FUSES: 'Compared with electron-builder.yml, which sets them in the packed program.',
  conflicts: 'Two live commands on one key: a mistake that a test looks for on every page.',
  DEFAULT_DUE_SETTINGS: 'The values as shipped, which the tests of the rules read.',
  reportId: UNUSED,
  looksLike: UNUSED,
  interimCareVisitDue: FOLLOW_UP,
  spontaneousVerificationDue: FOLLOW_UP,
  visitsAfter: FOLLOW_UP,
  signPlain: UNUSED,
  isInLine: UNUSED,
  mayContactCaregiver: UNUSED,
  isOverThreeMonths: UNUSED,
  careDelay: UNUSED,
  healthTiming: UNUSED,
  callsForReplacement: UNUSED,
  needsRiskReason: UNUSED,
  providerCheckDue: UNUSED,
};
