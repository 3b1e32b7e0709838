import type { CanvasRenderingTarget2D } from 'fancy-canvas';

export type StrikeBar = {
  readonly y: number;
  readonly height: number;
  readonly call: number;
  readonly put: number;
  readonly callColour: string;
  readonly putColour: string;
};
export type LevelLine = {
  readonly y: number;
  readonly tag: string;
  readonly price: number;
  readonly colour: string;
  readonly dashed: boolean;
};
export type Cone = {
  readonly points: readonly { readonly x: number; readonly up: number; readonly down: number }[];
  readonly colour: string;
  readonly edge: string;
};

/** Share of the pane the longest bar takes. */
const widest = 0.2;

/** Calls in the upper half of a strike's band, puts in the lower, both from the right edge. */
export function drawStrikes(target: CanvasRenderingTarget2D, bars: readonly StrikeBar[]): void {
  target.useBitmapCoordinateSpace(({ context, bitmapSize, verticalPixelRatio }) => {
    for (const { y, height, call, put, callColour, putColour } of bars) {
      const middle = Math.round(y * verticalPixelRatio);
      const half = Math.max(1, Math.round((height / 2) * verticalPixelRatio));
      const callWidth = Math.round(call * widest * bitmapSize.width);
      const putWidth = Math.round(put * widest * bitmapSize.width);
      context.fillStyle = callColour;
      context.fillRect(bitmapSize.width - callWidth, middle - half, callWidth, half);
      context.fillStyle = putColour;
      context.fillRect(bitmapSize.width - putWidth, middle, putWidth, half);
    }
  });
}

export function drawLevels(target: CanvasRenderingTarget2D, lines: readonly LevelLine[]): void {
  target.useBitmapCoordinateSpace(({ context, bitmapSize, verticalPixelRatio, horizontalPixelRatio }) => {
    context.lineWidth = Math.max(1, Math.floor(verticalPixelRatio));
    for (const { y, colour, dashed } of lines) {
      const at = Math.round(y * verticalPixelRatio) + (context.lineWidth % 2) / 2;
      context.strokeStyle = colour;
      context.globalAlpha = 0.85;
      context.setLineDash(dashed ? [4 * horizontalPixelRatio, 4 * horizontalPixelRatio] : []);
      context.beginPath();
      context.moveTo(0, at);
      context.lineTo(bitmapSize.width, at);
      context.stroke();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  });
}

export function drawCone(target: CanvasRenderingTarget2D, cone: Cone | null): void {
  if (!cone || cone.points.length < 2) return;
  target.useBitmapCoordinateSpace(({ context, horizontalPixelRatio, verticalPixelRatio }) => {
    const edge = (side: 'up' | 'down', points: Cone['points']): void =>
      points.forEach((point) => context.lineTo(point.x * horizontalPixelRatio, point[side] * verticalPixelRatio));
    context.beginPath();
    edge('up', cone.points);
    edge('down', cone.points.toReversed());
    context.closePath();
    context.fillStyle = cone.colour;
    context.fill();
    context.strokeStyle = cone.edge;
    context.lineWidth = Math.max(1, Math.floor(verticalPixelRatio));
    for (const side of ['up', 'down'] as const) {
      context.beginPath();
      edge(side, cone.points);
      context.stroke();
    }
  });
}
