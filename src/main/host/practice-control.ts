import type { PracticeAction, ProcessMessage } from '../../engine/contract/supervision.ts';
import type { Supervisor } from './supervisor.ts';

export type PracticeAnswer = { readonly accepted: boolean; readonly message: string };

/** Speed, step and day of the practice market: asked of its process, answered or timed out. */
export function createPracticeControl(supervisor: Supervisor): {
  ask(action: PracticeAction): Promise<PracticeAnswer>;
  reply(message: Extract<ProcessMessage, { type: 'practice-reply' }>): void;
} {
  const waiting = new Map<number, (answer: PracticeAnswer) => void>();
  let nextId = 1;
  return {
    ask: (action) =>
      new Promise((resolve) => {
        const id = nextId;
        nextId += 1;
        const timer = setTimeout(() => {
          waiting.delete(id);
          resolve({ accepted: false, message: 'The practice market did not answer within 12 s.' });
        }, 12_000);
        waiting.set(id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        if (supervisor.send('practice', { type: 'practice', id, action })) return;
        waiting.get(id)?.({ accepted: false, message: 'The practice market is not running.' });
        waiting.delete(id);
      }),
    reply: (message) => {
      waiting.get(message.id)?.({ accepted: message.accepted, message: message.message });
      waiting.delete(message.id);
    },
  };
}
