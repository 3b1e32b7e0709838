import type { Role } from '../../engine/contract/define.ts';
import type { Dial } from '../../engine/link/api.ts';
import type { Frame } from '../../engine/link/frames.ts';
import { defaultLimits } from '../../engine/link/link-limits.ts';
import type { Pipe } from '../../engine/link/pipe.ts';

/**
 * Joins a window's pipe to an engine process frame by frame. The first frame must be the window's hello: the relay puts
 * the window's key into it, so that a page never holds a key and can never claim another role.
 */
export async function relay(parts: {
  readonly window: Pipe;
  readonly dial: Dial;
  readonly role: Role;
  readonly token: string;
}): Promise<void> {
  const { window, dial, token } = parts;
  const early: Frame[] = [];
  let engine: Pipe | null = null;
  let closed = false;
  let greeted = false;
  /** Written anew, a frame may be longer than it arrived (1e20): over the limit it costs the window its link, not more. */
  const pass = (to: Pipe, frame: Frame): void => {
    try {
      to.send(frame);
    } catch {
      window.close({ code: 'too-large', reason: 'a frame is over the limit of the engine link' });
    }
  };
  const forward = (frame: Frame): void => {
    if (!greeted && frame.k !== 'hello')
      return window.close({ code: 'hostile', reason: 'first frame was not a greeting' });
    const passed = greeted || frame.k !== 'hello' ? frame : { ...frame, token };
    greeted = true;
    if (engine) pass(engine, passed);
    else if (early.length < 64) early.push(passed);
    else window.close({ code: 'hostile', reason: 'too many frames before the link was up' });
  };
  window.onFrame(forward);
  window.onClose((close) => {
    closed = true;
    engine?.close({ code: 'closed', reason: close.reason });
  });
  const answer = await dial();
  if (!answer.ok) return window.close({ code: 'lost', reason: answer.failure.message });
  if (closed) return answer.value.close({ code: 'closed', reason: 'window left' });
  engine = answer.value;
  engine.onFrame((frame) => {
    pass(window, frame);
    // The engine sees the relay read; only here does it show that the window does not.
    if (window.bufferedBytes > defaultLimits.maxBufferedBytes)
      window.close({ code: 'lost', reason: 'The window does not read' });
  });
  engine.onClose((close) => window.close({ code: 'lost', reason: close.reason }));
  for (const frame of early.splice(0)) pass(engine, frame);
}
