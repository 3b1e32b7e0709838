import { contractHash } from '../../src/engine/link/contract-hash.ts';
import { frameVersion, type Frame, type HelloFrame } from '../../src/engine/link/frames.ts';
import type { Pipe, PipeClose } from '../../src/engine/link/pipe.ts';
import type { Transport } from './transports.ts';
import { sampleContract } from './sample-contract.ts';

/** A peer that sends exactly what it is told and acknowledges nothing by itself. */
export type RawPeer = {
  readonly pipe: Pipe;
  readonly frames: Frame[];
  readonly closes: PipeClose[];
  send(frame: unknown): void;
};

export const hello: HelloFrame = {
  k: 'hello',
  v: frameVersion,
  contract: 'sample',
  hash: contractHash(sampleContract),
  token: 'window-token',
  client: 'raw',
};

export async function rawPeer(transport: Transport, first: unknown = hello): Promise<RawPeer> {
  const dialled = await transport.dial();
  if (!dialled.ok) throw new Error(dialled.failure.message);
  const pipe = dialled.value;
  const frames: Frame[] = [];
  const closes: PipeClose[] = [];
  pipe.onFrame((frame) => frames.push(frame));
  pipe.onClose((close) => closes.push(close));
  const send = (frame: unknown): void => void pipe.send(frame as Frame);
  if (first !== null) send(first);
  return { pipe, frames, closes, send };
}
