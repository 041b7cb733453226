import { create } from 'zustand';

/** Which of the frame's own panels is open. */
export const usePalette = create<{ readonly open: boolean }>(() => ({ open: false }));
export const useKeySheet = create<{ readonly open: boolean }>(() => ({ open: false }));
