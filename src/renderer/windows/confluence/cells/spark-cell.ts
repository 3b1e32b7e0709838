import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { palette, withAlpha } from '../../../theme/palette.ts';
import type { GridRow } from '../grid-row.ts';

const height = 20;

/** Today's 5-minute closes; the dashed line is the previous close. */
export class SparkCell implements ICellRendererComp<GridRow> {
  readonly #canvas = document.createElement('canvas');

  init(params: ICellRendererParams<GridRow>): void {
    this.#canvas.className = 'spark';
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.setAttribute('aria-label', 'Price of today');
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#canvas;
  }

  refresh({ data, column }: ICellRendererParams<GridRow>): boolean {
    const width = Math.max(20, Math.floor((column?.getActualWidth() ?? 80) - 16));
    const points = data?.kind === 'symbol' ? (data.score?.sparkline ?? []) : [];
    draw(this.#canvas, { width, points, previous: data?.kind === 'symbol' ? (data.quote?.close ?? null) : null });
    return true;
  }
}

function draw(
  canvas: HTMLCanvasElement,
  {
    width,
    points,
    previous,
  }: { readonly width: number; readonly points: readonly number[]; readonly previous: number | null },
): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.setProperty('width', `${width}px`);
  canvas.style.setProperty('height', `${height}px`);
  const context = canvas.getContext('2d');
  const [first] = points;
  const last = points.at(-1);
  if (!context || first === undefined || last === undefined || points.length < 2) return;
  context.scale(ratio, ratio);
  const reference = previous ?? first;
  const low = Math.min(...points, reference);
  const high = Math.max(...points, reference);
  const y = (value: number): number => 2 + (1 - (value - low) / (high - low || 1)) * (height - 4);
  const colours = palette();
  context.strokeStyle = colours['line-strong'];
  context.setLineDash([2, 2]);
  context.beginPath();
  context.moveTo(0, Math.round(y(reference)) + 0.5);
  context.lineTo(width, Math.round(y(reference)) + 0.5);
  context.stroke();
  context.setLineDash([]);
  const colour = last >= reference ? colours.up : colours.down;
  context.beginPath();
  points.forEach((value, index) => context.lineTo((index / (points.length - 1)) * (width - 2) + 1, y(value)));
  context.strokeStyle = withAlpha(colour, 0.9);
  context.lineWidth = 1.25;
  context.lineJoin = 'round';
  context.stroke();
}
