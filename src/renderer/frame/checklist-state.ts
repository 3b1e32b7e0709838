import { create } from 'zustand';

type ChecklistState = { readonly hidden: boolean; readonly done: ReadonlySet<string> };

const remembered = 'quorum-checklist';

function stored(): ChecklistState {
  try {
    const { hidden, done } = JSON.parse(localStorage.getItem(remembered) ?? '{}') as {
      readonly hidden?: boolean;
      readonly done?: readonly string[];
    };
    return { hidden: hidden ?? false, done: new Set(done ?? []) };
  } catch {
    return { hidden: false, done: new Set() };
  }
}

/** Whether the first steps are put away, and which have ever been reached; kept for this profile. */
export const useChecklist = create<ChecklistState>(stored);

useChecklist.subscribe(({ hidden, done }) =>
  localStorage.setItem(remembered, JSON.stringify({ hidden, done: [...done] })),
);
