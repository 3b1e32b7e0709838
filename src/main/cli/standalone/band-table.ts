import type { Band, ExposureBand } from '../../../engine/quant/exposure/exposure-band.ts';
import type { ExposureBasis } from '../../../engine/quant/exposure/dealer-positions.ts';
import { number, table } from '../table.ts';

type Line = { readonly name: string; readonly band: Band | null; readonly scale: number };

/** Lowest and highest answer over the assumptions compared, and each assumption's own. */
export function bandTable(band: ExposureBand, bases: readonly ExposureBasis[]): string {
  const lines: readonly Line[] = [
    { name: 'GEX, $m per 1 %', band: band.totals.gex, scale: 1e6 },
    { name: 'Zero gamma', band: band.zeroGamma, scale: 1 },
    { name: 'Call wall', band: band.callWall, scale: 1 },
    { name: 'Put wall', band: band.putWall, scale: 1 },
  ];
  const range = table<Line>(
    [
      { title: 'Over all assumptions', text: ({ name }) => name },
      {
        title: 'Lowest',
        align: 'right',
        text: (line) => number(line.band === null ? null : line.band.low / line.scale),
      },
      {
        title: 'Highest',
        align: 'right',
        text: (line) => number(line.band === null ? null : line.band.high / line.scale),
      },
    ],
    lines,
  );
  const rows = band.scenarios.map((exposure, at) => ({ exposure, basis: bases[at] }));
  const each = table<(typeof rows)[number]>(
    [
      { title: 'Convention', text: ({ basis }) => basis?.convention ?? '' },
      { title: 'Contracts', text: ({ basis }) => basis?.contracts ?? '' },
      { title: 'Regime', text: ({ exposure }) => exposure.regime ?? '–' },
      { title: 'GEX $m/1%', align: 'right', text: ({ exposure }) => number(exposure.totals.gex / 1e6, 1) },
      { title: 'Zero gamma', align: 'right', text: ({ exposure }) => number(exposure.zeroGamma.level) },
    ],
    rows,
  );
  return [`Regime over all assumptions: ${band.regime ?? '–'}`, '', range, '', each].join('\n');
}
