import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { missing, score as scoreText } from '../../../components/format.ts';
import type { GridRow } from '../grid-row.ts';

type Params = ICellRendererParams<GridRow> & { readonly threshold: () => number };

/** Conviction as number and bar; the notch is the alert threshold. */
export class ConvictionCell implements ICellRendererComp<GridRow> {
  readonly #element = document.createElement('div');
  readonly #number = document.createElement('b');
  readonly #bar = document.createElement('i');
  readonly #notch = document.createElement('u');

  init(params: Params): void {
    this.#element.className = 'conviction';
    const track = document.createElement('span');
    track.append(this.#bar, this.#notch);
    this.#element.append(this.#number, track);
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh({ data, threshold }: Params): boolean {
    const score = data?.kind === 'symbol' ? (data.score?.score ?? null) : null;
    // No layer with data is no opinion, not an opinion of zero.
    const conviction = score && score.withData > 0 ? score.conviction : null;
    this.#element.dataset['direction'] = score?.direction ?? 'neutral';
    this.#element.dataset['above'] = String(conviction !== null && conviction >= threshold());
    this.#number.textContent = conviction === null ? missing : scoreText(conviction);
    this.#bar.style.setProperty('width', `${(conviction ?? 0) * 100}%`);
    this.#notch.style.setProperty('left', `${threshold() * 100}%`);
    return true;
  }
}
