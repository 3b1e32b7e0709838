import { create } from 'zustand';

export type ToastTone = 'info' | 'good' | 'attention' | 'danger';
export type Toast = {
  readonly id: number;
  readonly tone: ToastTone;
  readonly title: string;
  readonly detail: string;
  readonly sticky: boolean;
};

const shownMs: Readonly<Record<ToastTone, number>> = { info: 5_000, good: 5_000, attention: 9_000, danger: 15_000 };
const most = 4;

export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));
let serial = 0;

/** States a fact in the corner. Failures stay longest. */
export function toast(tone: ToastTone, title: string, detail = ''): number {
  serial += 1;
  const id = serial;
  const item: Toast = { id, tone, title, detail, sticky: false };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, item].slice(-most) }));
  setTimeout(() => dismissToast(id), shownMs[tone]);
  return id;
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((each) => each.id !== id) }));
}
