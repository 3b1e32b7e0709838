import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { directionGlyph } from '../../../components/direction-mark.tsx';
import type { GridRow } from '../grid-row.ts';

/** The direction as a mark, and as a word for those who listen. */
export class DirectionCell implements ICellRendererComp<GridRow> {
  readonly #element = document.createElement('span');

  init(params: ICellRendererParams<GridRow>): void {
    this.#element.setAttribute('role', 'img');
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh({ data }: ICellRendererParams<GridRow>): boolean {
    const direction = data?.kind === 'symbol' ? data.score?.score.direction : undefined;
    this.#element.textContent = direction ? directionGlyph[direction] : '';
    this.#element.setAttribute('aria-label', direction ?? 'no score');
    return true;
  }
}
