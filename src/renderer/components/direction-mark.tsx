import type { Direction } from '../../engine/domain/signal.ts';

export const directionGlyph: Readonly<Record<Direction, string>> = { bullish: '▲', bearish: '▼', neutral: '◆' };
export const directionClass: Readonly<Record<Direction, string>> = { bullish: 'up', bearish: 'down', neutral: 'faint' };

/** Shape and colour together, so that neither alone carries the meaning. */
export function DirectionMark({
  direction,
  words = true,
}: {
  readonly direction: Direction;
  readonly words?: boolean;
}) {
  return (
    <span className={directionClass[direction]}>
      <span aria-hidden>{directionGlyph[direction]}</span>
      {words ? ` ${direction}` : <span className="sr-only">{direction}</span>}
    </span>
  );
}
