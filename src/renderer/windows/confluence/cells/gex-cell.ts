import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { missing, signedPercent } from '../../../components/format.ts';
import { gexPosition, type GexPosition } from '../gex-position.ts';
import type { GridRow } from '../grid-row.ts';

function span(className: string): HTMLElement {
  const element = document.createElement('i');
  element.className = className;
  return element;
}

function place(element: HTMLElement, share: number | null): void {
  element.hidden = share === null;
  element.style.setProperty('left', `${(share ?? 0) * 100}%`);
}

/** Where spot stands: distance to zero gamma, and a rule from put wall to call wall with the gamma flip and spot on it. */
export class GexCell implements ICellRendererComp<GridRow> {
  readonly #element = document.createElement('div');
  readonly #text = document.createElement('span');
  readonly #flip = span('flip');
  readonly #spot = span('spot');
  readonly #rule = document.createElement('div');

  init(params: ICellRendererParams<GridRow>): void {
    this.#element.className = 'gex-cell';
    this.#rule.className = 'rule';
    this.#rule.append(this.#flip, this.#spot);
    this.#element.append(this.#text, this.#rule);
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh({ data }: ICellRendererParams<GridRow>): boolean {
    const position: GexPosition | null = data?.kind === 'symbol' ? gexPosition(data.score?.gex ?? null) : null;
    this.#element.dataset['side'] = position?.side ?? 'none';
    this.#text.textContent =
      position?.toFlip === undefined || position.toFlip === null ? missing : signedPercent(position.toFlip, 1);
    this.#rule.hidden = position?.spotShare === undefined || position.spotShare === null;
    place(this.#flip, position?.flipShare ?? null);
    place(this.#spot, position?.spotShare ?? null);
    return true;
  }
}
