import type { OrderRole, OrderState } from '../../../engine/domain/order.ts';
import type { BadgeTone } from '../../components/badge.tsx';

export const stateWords: Readonly<Record<OrderState, { readonly text: string; readonly tone: BadgeTone }>> = {
  intended: { text: 'journaled', tone: 'normal' },
  denied: { text: 'denied', tone: 'attention' },
  sent: { text: 'sent', tone: 'accent' },
  working: { text: 'working', tone: 'accent' },
  'cancel-pending': { text: 'cancel pending', tone: 'attention' },
  filled: { text: 'filled', tone: 'normal' },
  cancelled: { text: 'cancelled', tone: 'normal' },
  rejected: { text: 'rejected', tone: 'danger' },
  inactive: { text: 'inactive', tone: 'attention' },
  unknown: { text: 'UNKNOWN', tone: 'danger' },
};

export const roleWords: Readonly<Record<OrderRole, string>> = {
  single: '',
  parent: 'entry',
  target: 'target',
  stop: 'stop',
};
