import type { ChartPoint } from '../../../components/line-chart.tsx';

/** Puts points of several series on one axis without the nights: x becomes the place among all times that occur. */
export function tradingTime(series: readonly (readonly ChartPoint[])[]): {
  readonly series: readonly (readonly ChartPoint[])[];
  readonly timeAt: (place: number) => number | null;
} {
  const times = [...new Set(series.flatMap((points) => points.map(({ x }) => x)))].toSorted(
    (one, other) => one - other,
  );
  const places = new Map(times.map((time, place) => [time, place]));
  return {
    series: series.map((points) => points.map(({ x, y }) => ({ x: places.get(x) ?? 0, y }))),
    timeAt: (place) => times[Math.round(place)] ?? null,
  };
}
