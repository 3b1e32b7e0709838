import type { EmulatedSocket } from '../kit/http-emulator.ts';
import { channels, type ChannelParts } from './channels.ts';

/** Channels of the vendor that are not told here: joined without complaint, silent. */
const silent = new Set(['interval_flow', 'contract_screener', 'custom_alerts', 'periscope']);
const tickMs = 1_000;

type Joined = { untilMs: number };

type Asked = { readonly channel: string; readonly msg_type: string };

function askedIn(text: string): Asked | null {
  try {
    const value = JSON.parse(text) as Record<string, unknown> | null;
    const [channel, type] = [value?.['channel'], value?.['msg_type']];
    return typeof channel === 'string' && typeof type === 'string' ? { channel, msg_type: type } : null;
  } catch {
    return null;
  }
}

const nameOf = (topic: string): string => topic.split(':', 1)[0] ?? '';
const tickerOf = (topic: string): string => topic.split(':').slice(1).join(':');

/** One client: what it joined is told from then on, in venue time; no replay, no sequence numbers. */
export function openSession(socket: EmulatedSocket, parts: ChannelParts, joins: () => void): void {
  const joined = new Map<string, Joined>();
  const { story } = parts;

  function push(topic: string, state: Joined, now: number): void {
    const channel = channels[nameOf(topic)];
    if (!channel || now - state.untilMs < channel.everyMs) return;
    const frames = channel.frames(parts, tickerOf(topic), state.untilMs, now);
    state.untilMs = now;
    for (const frame of frames) socket.send(JSON.stringify([topic, frame]));
  }

  const stop = story.every(tickMs, () => {
    const now = story.now();
    for (const [topic, state] of joined) push(topic, state, now);
  });
  socket.onClose(stop);
  socket.onFrame((text) => {
    const asked = askedIn(text);
    if (!asked) return;
    const { channel: topic, msg_type: type } = asked;
    const name = nameOf(topic);
    const known = Object.hasOwn(channels, name) || silent.has(name);
    const ticker = tickerOf(topic);
    const ok = known && (ticker === '' || story.company(ticker) !== null);
    if (type === 'join') joins();
    if (type === 'join' && ok) joined.set(topic, { untilMs: story.now() });
    if (type === 'leave') joined.delete(topic);
    socket.send(
      JSON.stringify([topic, { response: ok ? {} : { reason: 'unmatched topic' }, status: ok ? 'ok' : 'error' }]),
    );
  });
}
