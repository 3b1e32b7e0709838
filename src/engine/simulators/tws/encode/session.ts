import type { Message } from '../wire/field-writer.ts';
import { answerIds } from '../wire/message-ids.ts';
import { since } from '../wire/versions.ts';

/** Error, warning or notice; id -1 when it belongs to no request. */
export function errorMessage(at: {
  id: number;
  code: number;
  text: string;
  version: number;
  rejectJson?: string;
}): Message {
  const tail = at.version >= since.advancedReject ? [at.rejectJson ?? ''] : [];
  return [answerIds.error, 2, at.id, at.code, at.text, ...tail];
}

/** TWS ends the list with a comma. */
export function managedAccounts(accounts: readonly string[]): Message {
  return [answerIds.managedAccounts, 1, accounts.map((account) => `${account},`).join('')];
}

export function nextValidId(orderId: number): Message {
  return [answerIds.nextValidId, 1, orderId];
}

export function currentTime(timeMs: number): Message {
  return [answerIds.currentTime, 1, Math.floor(timeMs / 1000)];
}
