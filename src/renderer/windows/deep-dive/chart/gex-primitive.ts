import type { CanvasRenderingTarget2D } from 'fancy-canvas';
import type {
  AutoscaleInfo,
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  ISeriesPrimitiveAxisView,
  SeriesAttachedParameter,
  Time,
} from 'lightweight-charts';
import type { Exposure } from '../../../../engine/domain/exposure.ts';
import { palette, withAlpha } from '../../../theme/palette.ts';
import type { Level } from '../levels.ts';
import { drawCone, drawLevels, drawStrikes, type Cone, type LevelLine, type StrikeBar } from './gex-drawing.ts';
import { spreadTags } from './spread-tags.ts';
import { toneColour } from './tone-colour.ts';

/** Levels farther away than this share of the price do not stretch the axis, nor does the expected move. */
const fitWithin = 0.05;
const tagHeight = 19;
const yearMs = 31_536_000_000;

export type Shown = {
  readonly exposure: Exposure | null;
  readonly levels: readonly Level[];
  readonly bars: boolean;
  readonly lines: boolean;
  readonly cone: boolean;
  readonly dark: boolean;
  readonly fit: boolean;
};
export type LastBar = { readonly time: Time; readonly close: number; readonly barMs: number };

function view(zOrder: 'bottom' | 'top', draw: (target: CanvasRenderingTarget2D) => void): IPrimitivePaneView {
  const renderer: IPrimitivePaneRenderer = { draw };
  return { zOrder: () => zOrder, renderer: () => renderer };
}

/** Dealer gamma by strike at the right edge, levels with axis tags and the cone of the expected move, drawn with the price axis. */
export class GexPrimitive implements ISeriesPrimitive<Time> {
  #attached: SeriesAttachedParameter<Time> | null = null;
  #shown: Shown = { exposure: null, levels: [], bars: true, lines: true, cone: true, dark: false, fit: true };
  #last: LastBar | null = null;
  #strikes: readonly StrikeBar[] = [];
  #lines: readonly LevelLine[] = [];
  #cone: Cone | null = null;
  // Lines lie on top: below, the grid's own lines would cover them on round prices.
  readonly #views: readonly IPrimitivePaneView[] = [
    view('bottom', (target) => {
      drawCone(target, this.#cone);
      drawStrikes(target, this.#strikes);
    }),
    view('top', (target) => drawLevels(target, this.#lines)),
  ];

  attached(parameter: SeriesAttachedParameter<Time>): void {
    this.#attached = parameter;
  }

  detached(): void {
    this.#attached = null;
  }

  get shown(): Shown {
    return this.#shown;
  }

  show(shown: Shown): void {
    this.#shown = shown;
    this.#attached?.requestUpdate();
  }

  setLast(last: LastBar | null): void {
    this.#last = last;
  }

  updateAllViews(): void {
    const series = this.#attached?.series;
    if (!series) return;
    const { exposure, levels, bars, lines, cone, dark } = this.#shown;
    this.#lines = levels
      .filter(({ tone }) => (tone === 'dark' ? dark : lines))
      .flatMap(({ price, tone, tag }) => {
        const y = series.priceToCoordinate(price);
        return y === null
          ? []
          : [
              {
                y,
                tag,
                price,
                colour: toneColour(tone),
                dashed: tone === 'move' || tone === 'pain' || tone === 'dark',
              },
            ];
      });
    this.#strikes = bars && exposure ? this.#strikeBars(exposure) : [];
    this.#cone = cone && exposure ? this.#coneOf(exposure) : null;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views;
  }

  /** Levels and the last price, moved apart where they would cover each other. */
  priceAxisViews(): readonly ISeriesPrimitiveAxisView[] {
    const close = this.#last?.close;
    const at = close === undefined ? null : (this.#attached?.series.priceToCoordinate(close) ?? null);
    const last = at === null || close === undefined ? [] : [{ y: at, text: close.toFixed(2), colour: palette().text }];
    const tags = [
      ...this.#lines.map(({ y, tag, price, colour }) => ({ y, text: `${tag} ${price.toFixed(2)}`, colour })),
      ...last,
    ];
    const height = this.#attached?.chart.paneSize().height ?? 0;
    const inside = height > tags.length * tagHeight ? ([tagHeight / 2, height - tagHeight / 2] as const) : undefined;
    // Levels outside the axis have no tag; the text below the chart still names them.
    const shown = tags.filter(({ y }) => y >= 0 && y <= height);
    const places = spreadTags(
      shown.map(({ y }) => y),
      tagHeight,
      inside,
    );
    return shown.map(({ y, text, colour }, index) => ({
      coordinate: () => places[index] ?? y,
      text: () => text,
      textColor: () => palette().ground,
      backColor: () => colour,
    }));
  }

  autoscaleInfo(): AutoscaleInfo | null {
    const { levels, fit } = this.#shown;
    const close = this.#last?.close;
    if (!fit || close === undefined) return null;
    const near = levels
      .filter(({ tone, price }) => tone !== 'move' && Math.abs(price / close - 1) <= fitWithin)
      .map(({ price }) => price);
    return near.length === 0 ? null : { priceRange: { minValue: Math.min(...near), maxValue: Math.max(...near) } };
  }

  #strikeBars({ strikes, strikeCallGex, strikePutGex }: Exposure): readonly StrikeBar[] {
    const series = this.#attached?.series;
    const most = Math.max(...strikeCallGex.map(Math.abs), ...strikePutGex.map(Math.abs));
    if (!series || !(most > 0)) return [];
    const gaps = strikes
      .slice(1)
      .map((strike, index) =>
        Math.abs((series.priceToCoordinate(strike) ?? 0) - (series.priceToCoordinate(strikes[index] ?? strike) ?? 0)),
      );
    const height = Math.min(16, Math.max(2, Math.min(...gaps) * 0.72));
    return strikes.flatMap((strike, index) => {
      const y = series.priceToCoordinate(strike);
      return y === null
        ? []
        : [
            {
              y,
              height,
              call: Math.abs(strikeCallGex[index] ?? 0) / most,
              put: Math.abs(strikePutGex[index] ?? 0) / most,
              callColour: withAlpha(palette().up, 0.42),
              putColour: withAlpha(palette().down, 0.42),
            },
          ];
    });
  }

  #coneOf({ expectedMoves }: Exposure): Cone | null {
    const [move] = expectedMoves;
    if (!this.#attached || !this.#last || !move || !(move.timeYears > 0)) return null;
    const { chart, series } = this.#attached;
    const { close, time, barMs } = this.#last;
    const x = chart.timeScale().timeToCoordinate(time);
    const spacing = chart.timeScale().options().barSpacing;
    if (x === null) return null;
    const bars = Math.max(0, Math.floor((chart.timeScale().width() - x) / spacing));
    const points = Array.from({ length: bars + 1 }, (_, ahead) => {
      const half = move.move * Math.sqrt((ahead * barMs) / (move.timeYears * yearMs));
      return {
        x: x + ahead * spacing,
        up: series.priceToCoordinate(close + half),
        down: series.priceToCoordinate(close - half),
      };
    });
    return {
      points: points.flatMap(({ x, up, down }) => (up === null || down === null ? [] : [{ x, up, down }])),
      colour: withAlpha(palette().accent, 0.1),
      edge: withAlpha(palette().accent, 0.5),
    };
  }
}
