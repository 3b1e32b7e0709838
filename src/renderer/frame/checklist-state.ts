import { create } from 'zustand';

const remembered = 'quorum-checklist';

/** Whether the first steps are put away; kept for this profile. */
export const useChecklist = create<{ readonly hidden: boolean }>(() => ({
  hidden: localStorage.getItem(remembered) === 'hidden',
}));

useChecklist.subscribe(({ hidden }) => localStorage.setItem(remembered, hidden ? 'hidden' : 'shown'));
