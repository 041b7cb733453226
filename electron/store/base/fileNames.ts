export const ADMIN_FILE = 'admin.db';

export const CASES_FILE = 'cases.db';
