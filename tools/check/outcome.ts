/** What a check of the whole tree found. `output` says why it failed, or why it was skipped. */
export type Outcome = { readonly result: 'passed' | 'failed' | 'skipped'; readonly output: string };

export const PASSED: Outcome = { result: 'passed', output: '' };
