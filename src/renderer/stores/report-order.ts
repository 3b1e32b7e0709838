import type { SubmitOrder } from '../../engine/contract/execution-contract.ts';
import { sendOrder } from './send-order.ts';
import { toast } from './toasts.ts';

/** Sends an order once and says in the corner what became of it. */
export async function sendAndReport(what: string, order: SubmitOrder): Promise<void> {
  const result = await sendOrder(order);
  if (result.kind === 'sent') return void toast('good', `${what}: sent`);
  const titles = {
    denied: 'denied',
    'not-sent': 'not sent',
    unknown: 'UNKNOWN. The Orders window shows what is known',
  };
  toast(result.kind === 'unknown' ? 'danger' : 'attention', `${what}: ${titles[result.kind]}`, result.failure.message);
}
