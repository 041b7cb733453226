const FOLLOW_UP = 'Rule of the follow-up of children: its page comes with their forms.';
const CARE = 'Rule of the indicators of care within 72 and 120 hours: its table comes with the indicators.';
const CAREGIVER = 'Rule of the contact with a caregiver: its page comes with the forms of children.';
const RELEASE = 'The signature of a release, which a tool of the release keys makes; no tool is in the product.';

/** Exports that tests alone use: name → reason. */
export const SEAMS: Readonly<Record<string, string>> = {
  FUSES: 'Compared with electron-builder.yml, which sets them in the packed program.',
  conflicts: 'Two live commands on one key: a mistake that a test looks for on every page.',
  DEFAULT_DUE_SETTINGS: 'The values as shipped, which the tests of the rules read.',
  interimCareVisitDue: FOLLOW_UP,
  spontaneousVerificationDue: FOLLOW_UP,
  visitsAfter: FOLLOW_UP,
  signPlain: RELEASE,
  mayContactCaregiver: CAREGIVER,
  careDelay: CARE,
  healthTiming: CARE,
};
