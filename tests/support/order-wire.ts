import type { PracticeWorld } from '../../src/engine/simulators/practice-world.ts';
import type { JournalFrame } from '../../src/engine/simulators/tws/net/frame-journal.ts';
import { answerIds, requestIds } from '../../src/engine/simulators/tws/wire/message-ids.ts';

const orderClient = 72;
/** What must have been answered on a connection before an order may go out on it. */
const answersFirst = [answerIds.openOrderEnd, answerIds.executionEnd, answerIds.positionEnd];

const isPlacing = (frame: JournalFrame): boolean =>
  frame.direction === 'in' && frame.text.startsWith(`${requestIds.placeOrder}|`);

export type OrderWire = {
  /** Reads what has been said since; call often, the journal of frames forgets. */
  poll(): void;
  /** Orders sent so far. */
  placed(): number;
  /** Orders that went out before their connection was reconciled. */
  tooEarly(): readonly string[];
};

/** Everything said on the order connections, taken from the broker's end of the wire. */
export function watchOrderWire(world: PracticeWorld): OrderWire {
  const { journal } = world.tws;
  const byConnection = new Map<number, JournalFrame[]>();
  let read = 0;
  const poll = (): void => {
    const frames = journal.frames();
    const fresh = journal.total - read;
    if (fresh > frames.length) throw new Error(`${fresh - frames.length} frames were forgotten before they were read`);
    for (const frame of frames.slice(frames.length - fresh)) {
      const known = byConnection.get(frame.connection);
      if (known) known.push(frame);
      else byConnection.set(frame.connection, [frame]);
    }
    read = journal.total;
    for (const [connection, kept] of byConnection) {
      const start = kept.find(
        ({ direction, text }) => direction === 'in' && text.startsWith(`${requestIds.startApi}|`),
      );
      // Of the data connection only its name is of interest.
      if (start && Number(start.text.split('|')[2]) !== orderClient) byConnection.set(connection, [start]);
    }
  };
  const tooEarlyOn = (frames: readonly JournalFrame[]): readonly string[] => {
    const waiting = new Set<number>(answersFirst);
    const early: string[] = [];
    for (const frame of frames) {
      if (frame.direction === 'out') waiting.delete(Number(frame.text.slice(0, frame.text.indexOf('|'))));
      else if (isPlacing(frame) && waiting.size > 0) early.push(frame.text.slice(0, 80));
    }
    return early;
  };
  return {
    poll,
    placed: () => [...byConnection.values()].reduce((sum, frames) => sum + frames.filter(isPlacing).length, 0),
    tooEarly: () => [...byConnection.values()].flatMap(tooEarlyOn),
  };
}
