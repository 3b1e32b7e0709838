import {
  CandlestickSeries,
  ColorType,
  createChart,
  CrosshairMode,
  HistogramSeries,
  LineSeries,
  LineStyle,
  type CandlestickData,
  type HistogramData,
  type IChartApi,
  type LineData,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { BarInterval } from '../../../../engine/domain/bar.ts';
import { barMs } from '../../../../engine/domain/bar.ts';
import { onPaletteChange, palette, withAlpha } from '../../../theme/palette.ts';
import type { ChartBar } from './bar-book.ts';
import { chartTime } from './exchange-time.ts';
import { GexPrimitive } from './gex-primitive.ts';
import { SplitSeries } from './split-series.ts';
import { sessionVwap, type VwapPoint } from './vwap.ts';

const roomRight = 16;
const barsAtStart = 110;

function candleOptions(part: 'history' | 'live') {
  const { up, down } = palette();
  return {
    upColor: up,
    borderUpColor: up,
    wickUpColor: up,
    downColor: down,
    borderDownColor: down,
    wickDownColor: down,
    priceLineVisible: part === 'live',
    lastValueVisible: false,
    priceLineColor: palette()['text-muted'],
    priceLineStyle: LineStyle.Dotted,
  };
}

/** The piece that would join two sessions is drawn in no colour: a point colours the line behind it. */
function vwapPoint(time: UTCTimestamp, average: VwapPoint | undefined, ends: boolean): LineData<UTCTimestamp> {
  if (average === undefined || average.value === null) return { time } as LineData<UTCTimestamp>;
  return ends ? { time, value: average.value, color: 'transparent' } : { time, value: average.value };
}

function chartOptions() {
  const colours = palette();
  return {
    layout: {
      background: { type: ColorType.Solid as const, color: colours.surface },
      textColor: colours['text-faint'],
      fontFamily: colours.font,
      fontSize: 11,
      attributionLogo: false,
    },
    grid: { vertLines: { color: colours['grid-line'] }, horzLines: { color: colours['grid-line'] } },
    rightPriceScale: { borderColor: colours.line },
    timeScale: { borderColor: colours.line, timeVisible: true, secondsVisible: false, rightOffset: roomRight },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: { color: colours['text-faint'], labelBackgroundColor: colours['line-strong'] },
      horzLine: { color: colours['text-faint'], labelBackgroundColor: colours['line-strong'] },
    },
  };
}

/** Candles, volume and VWAP with the gamma primitive. Data is handed in whole; only what changed is drawn, once a frame. */
export class PriceChart {
  readonly gex = new GexPrimitive();
  readonly #chart: IChartApi;
  readonly #series;
  readonly #candles: SplitSeries<CandlestickData<UTCTimestamp>>;
  readonly #volume: SplitSeries<HistogramData<UTCTimestamp>>;
  readonly #vwap: SplitSeries<LineData<UTCTimestamp>>;
  readonly #stop: (() => void)[] = [];
  #bars: readonly ChartBar[] = [];
  #interval: BarInterval = '1m';
  #from = 0;
  #frame = 0;
  #fresh = true;

  constructor(element: HTMLElement) {
    this.#chart = createChart(element, { ...chartOptions(), autoSize: true, localization: { locale: 'en-US' } });
    const volume = {
      priceScaleId: 'volume',
      priceFormat: { type: 'volume' as const },
      lastValueVisible: false,
      priceLineVisible: false,
    };
    const line = {
      lineWidth: 1 as const,
      priceLineVisible: false,
      lastValueVisible: false,
      crosshairMarkerVisible: false,
    };
    this.#series = {
      volume: [this.#chart.addSeries(HistogramSeries, volume), this.#chart.addSeries(HistogramSeries, volume)] as const,
      candles: [
        this.#chart.addSeries(CandlestickSeries, candleOptions('history')),
        this.#chart.addSeries(CandlestickSeries, candleOptions('live')),
      ] as const,
      vwap: [this.#chart.addSeries(LineSeries, line), this.#chart.addSeries(LineSeries, line)] as const,
    };
    this.#chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
    this.#chart.priceScale('right').applyOptions({ scaleMargins: { top: 0.06, bottom: 0.18 } });
    this.#candles = new SplitSeries(...this.#series.candles);
    this.#volume = new SplitSeries(...this.#series.volume);
    this.#vwap = new SplitSeries(...this.#series.vwap, 1);
    this.#series.candles[1].attachPrimitive(this.gex);
    this.#stop.push(onPaletteChange(() => this.#restyle()));
    this.#restyle();
  }

  /** `from` = first changed place; 0 replaces everything and shows the newest bars. */
  setBars(
    bars: readonly ChartBar[],
    { interval, from }: { readonly interval: BarInterval; readonly from: number },
  ): void {
    this.#fresh ||= from === 0;
    this.#from = this.#frame === 0 ? from : Math.min(this.#from, from);
    this.#bars = bars;
    this.#interval = interval;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    for (const stop of this.#stop) stop();
    this.#chart.remove();
  }

  #paint(): void {
    this.#frame = 0;
    const daily = this.#interval === '1d';
    const { up, down } = palette();
    const time = (bar: ChartBar): UTCTimestamp => chartTime(bar.start, daily) as UTCTimestamp;
    const candles = this.#bars.map((bar) => ({
      time: time(bar),
      open: bar.open,
      high: bar.high,
      low: bar.low,
      close: bar.close,
    }));
    const volume = this.#bars.map((bar) => ({
      time: time(bar),
      value: bar.volume,
      color: withAlpha(bar.close >= bar.open ? up : down, 0.28),
    }));
    const averages = daily ? [] : sessionVwap(this.#bars);
    const vwap = this.#bars.map((bar, index) =>
      vwapPoint(time(bar), averages[index], averages[index + 1]?.starts ?? false),
    );
    const last = this.#bars.at(-1);
    this.gex.setLast(last ? { time: time(last), close: last.close, barMs: barMs[this.#interval] } : null);
    if (this.#fresh) {
      this.#chart.applyOptions({ timeScale: { timeVisible: !daily } });
      this.#candles.set(candles);
      this.#volume.set(volume);
      this.#vwap.set(vwap);
      this.#chart
        .timeScale()
        .setVisibleLogicalRange({ from: candles.length - barsAtStart, to: candles.length + roomRight });
    } else {
      this.#candles.update(candles, this.#from);
      this.#volume.update(volume, this.#from);
      this.#vwap.update(vwap, this.#from);
    }
    this.#fresh = false;
  }

  #restyle(): void {
    this.#chart.applyOptions(chartOptions());
    this.#series.candles[0].applyOptions(candleOptions('history'));
    this.#series.candles[1].applyOptions(candleOptions('live'));
    for (const line of this.#series.vwap) line.applyOptions({ color: palette().accent });
    this.gex.show(this.gex.shown);
    if (this.#bars.length > 0) {
      const range = this.#chart.timeScale().getVisibleLogicalRange();
      this.#fresh = true;
      this.#paint();
      if (range) this.#chart.timeScale().setVisibleLogicalRange(range);
    }
  }
}
