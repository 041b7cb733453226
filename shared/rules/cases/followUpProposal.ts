/** What a follow-up keeps of the one before unless something changed (reference §3.15): the kind and way of contact, then the state of needs and goals. */
export const SAME_CONTACT = ['fu_type', 'fu_mode'] as const;
export const SAME_PROGRESS = ['fu_needs_met', 'prog_safety', 'prog_health', 'prog_psychosocial', 'prog_legal', 'prog_other'] as const;
