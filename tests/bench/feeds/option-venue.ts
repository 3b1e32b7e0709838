import { WebSocketServer, type WebSocket } from 'ws';
import { optionTapeFrames } from '../../support/option-tape-frames.ts';

/** A vendor's socket that tells option prints at a pace: a process of its own, so that it takes nothing from the program. */
const prepared = 60_000;
const turnMs = 20;

export type VenueOrder = { readonly kind: 'pace'; readonly perSecond: number };
export type VenueNews =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'joined' }
  | { readonly kind: 'told'; readonly frames: number; readonly sentMs: readonly number[] };

const frames = optionTapeFrames(prepared, 11);
const topic = 'option_trades:SPY';
const now = (): number => performance.timeOrigin + performance.now();
const tell = (news: VenueNews): void => void process.send?.(news);

let client: WebSocket | null = null;
const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('listening', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') tell({ kind: 'listening', port: address.port });
});
server.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const asked = JSON.parse(data.toString()) as { readonly channel: string };
    socket.send(JSON.stringify([asked.channel, { response: {}, status: 'ok' }]));
    if (asked.channel !== topic) return;
    client = socket;
    tell({ kind: 'joined' });
  });
});

/** Every frame once, at the pace asked for; a turn that was late catches up. */
function play(perSecond: number, from: number, count: number): void {
  const started = now();
  const sentMs: number[] = [];
  const timer = setInterval(() => {
    const due = Math.min(count, Math.floor(((now() - started) / 1_000) * perSecond));
    while (sentMs.length < due) {
      client?.send(frames[from + sentMs.length] ?? '');
      sentMs.push(now());
    }
    if (sentMs.length < count) return;
    clearInterval(timer);
    tell({ kind: 'told', frames: count, sentMs });
  }, turnMs);
}

let used = 0;
process.on('message', ({ perSecond }: VenueOrder) => {
  const count = Math.min(perSecond * 2, prepared - used);
  play(perSecond, used, count);
  used += count;
});
process.on('disconnect', () => process.exit(0));
