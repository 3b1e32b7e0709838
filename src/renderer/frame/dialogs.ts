import { create } from 'zustand';

export type DialogName = 'kill' | 'release' | 'arm-live' | 'palette' | 'help' | 'about' | 'save-workspace' | 'quit';

/** At most one dialog of the frame is open. */
export const useDialog = create<{ readonly open: DialogName | null }>(() => ({ open: null }));

export function openDialog(open: DialogName): void {
  useDialog.setState({ open });
}

export function closeDialog(): void {
  useDialog.setState({ open: null });
}
