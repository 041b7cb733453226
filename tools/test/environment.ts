/** Environment name of the folder in which all processes of one `npm test` find invented installations and the screen, each made once. */
export const SHARED_TEMPLATES = 'SUTURA_TEST_TEMPLATES';

/** Environment name that, when set, leaves the fast test files only (`npm test -- --fast`). */
export const FAST_TESTS = 'SUTURA_FAST_TESTS';
