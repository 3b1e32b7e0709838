import { create } from 'zustand';

/** The alert whose notification was clicked; the log scrolls to it. */
export const useAlertFocus = create<{ readonly id: string | null }>(() => ({ id: null }));
