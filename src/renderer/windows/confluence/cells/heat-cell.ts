import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { directionGlyph } from '../../../components/direction-mark.tsx';
import { depthOf } from '../../../components/heat.ts';
import type { GridRow } from '../grid-row.ts';
import '../../../components/heat.css';

type Params = ICellRendererParams<GridRow> & { readonly layerIndex: number };

/** Hue = direction, depth = strength x confidence, hatched = stale, empty = no data. */
export class HeatCell implements ICellRendererComp<GridRow> {
  readonly #element = document.createElement('div');

  init(params: Params): void {
    this.#element.className = 'heat';
    this.#element.setAttribute('role', 'img');
    this.#element.append(document.createElement('i'), document.createElement('span'));
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh({ data, layerIndex }: Params): boolean {
    const reading = data?.kind === 'symbol' ? data.score?.score.layers[layerIndex] : undefined;
    const [fill, text] = this.#element.children;
    const empty = !reading || reading.status === 'no-data';
    this.#element.dataset['direction'] = empty ? 'none' : reading.direction;
    this.#element.dataset['status'] = reading?.status ?? 'no-data';
    if (fill instanceof HTMLElement)
      fill.style.setProperty(
        'opacity',
        empty
          ? '0'
          : (reading.direction === 'neutral' ? 0.12 + 0.2 * depthOf(reading) : 0.1 + 0.46 * depthOf(reading)).toFixed(
              2,
            ),
      );
    if (text)
      text.textContent = empty
        ? ''
        : reading.direction === 'neutral'
          ? directionGlyph.neutral
          : `${Math.round(depthOf(reading) * 100)}`;
    this.#element.setAttribute(
      'aria-label',
      empty
        ? 'no data'
        : `${reading.direction} ${Math.round(depthOf(reading) * 100)}${reading.status === 'stale' ? ', stale' : ''}`,
    );
    return true;
  }
}
