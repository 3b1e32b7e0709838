import type { ReceivedItem } from '../../ports/recording.ts';
import type { ChunkHeader } from './chunk-header.ts';

const headBytes = 8 + 2 + 4 + 4;

/** One item as bytes: time, lengths of channel, context and body, then the three. Little-endian. */
export function packItem({ channel, receivedTime, context, bytes }: ReceivedItem): Buffer {
  const channelBytes = Math.min(Buffer.byteLength(channel), 0xffff);
  const contextBytes = Buffer.byteLength(context);
  const packed = Buffer.allocUnsafe(headBytes + channelBytes + contextBytes + bytes.length);
  packed.writeDoubleLE(receivedTime, 0);
  packed.writeUInt16LE(channelBytes, 8);
  packed.writeUInt32LE(contextBytes, 10);
  packed.writeUInt32LE(bytes.length, 14);
  packed.write(channel, headBytes, channelBytes, 'utf8');
  packed.write(context, headBytes + channelBytes, contextBytes, 'utf8');
  packed.set(bytes, headBytes + channelBytes + contextBytes);
  return packed;
}

/** The items of an unpacked chunk; null when its lengths do not add up, or a time is none of the chunk's. */
export function unpackItems(
  raw: Buffer,
  { items: count, firstMs, lastMs }: Pick<ChunkHeader, 'items' | 'firstMs' | 'lastMs'>,
): readonly ReceivedItem[] | null {
  const items: ReceivedItem[] = [];
  let at = 0;
  while (items.length < count) {
    if (at + headBytes > raw.length) return null;
    const channelEnd = at + headBytes + raw.readUInt16LE(at + 8);
    const contextEnd = channelEnd + raw.readUInt32LE(at + 10);
    const end = contextEnd + raw.readUInt32LE(at + 14);
    const receivedTime = raw.readDoubleLE(at);
    if (end > raw.length || !(receivedTime >= firstMs && receivedTime <= lastMs)) return null;
    items.push({
      receivedTime,
      channel: raw.toString('utf8', at + headBytes, channelEnd),
      context: raw.toString('utf8', channelEnd, contextEnd),
      bytes: raw.subarray(contextEnd, end),
    });
    at = end;
  }
  return at === raw.length ? items : null;
}
