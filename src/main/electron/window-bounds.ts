export type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Monitor = { readonly id: number; readonly scaleFactor: number; readonly workArea: Bounds };

/** Windows are remembered per set of monitors: the desk at work and the laptop alone are different places. */
export function monitorSetKey(monitors: readonly Monitor[]): string {
  return [...monitors]
    .map(
      ({ workArea, scaleFactor }) => `${workArea.x},${workArea.y},${workArea.width}x${workArea.height}@${scaleFactor}`,
    )
    .sort()
    .join('|');
}

const smallest = { width: 800, height: 500 };
/** How much of the title bar must stay reachable. */
const reachable = 80;

function overlap(left: Bounds, right: Bounds): number {
  const width = Math.min(left.x + left.width, right.x + right.width) - Math.max(left.x, right.x);
  const height = Math.min(left.y + left.height, right.y + right.height) - Math.max(left.y, right.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** Bounds that can be seen and grabbed on the monitors there are now; negative origins are normal. */
export function reachableBounds(wanted: Bounds, monitors: readonly Monitor[]): Bounds {
  const home = [...monitors].sort((left, right) => overlap(wanted, right.workArea) - overlap(wanted, left.workArea))[0];
  if (!home) return wanted;
  const area = home.workArea;
  const width = Math.min(Math.max(wanted.width, Math.min(smallest.width, area.width)), area.width);
  const height = Math.min(Math.max(wanted.height, Math.min(smallest.height, area.height)), area.height);
  if (overlap(wanted, area) === 0) {
    return {
      x: Math.round(area.x + (area.width - width) / 2),
      y: Math.round(area.y + (area.height - height) / 2),
      width,
      height,
    };
  }
  const x = Math.min(Math.max(wanted.x, area.x - width + reachable), area.x + area.width - reachable);
  const y = Math.min(Math.max(wanted.y, area.y), area.y + area.height - reachable);
  return { x, y, width, height };
}
