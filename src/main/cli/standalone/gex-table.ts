import type { DealerExposure } from '../../../engine/quant/exposure/dealer-exposure.ts';
import type { ExpiryExposure } from '../../../engine/quant/exposure/expiry-exposure.ts';
import { number, table } from '../table.ts';
import type { ChainFile } from './chain-file.ts';

type Line = { readonly name: string; readonly value: string; readonly unit: string };

function millions(value: number): string {
  return number(value / 1e6, 1);
}

function levelLines({ zeroGamma, levels, regime }: DealerExposure): readonly Line[] {
  const price = (name: string, value: number | null) => ({ name, value: number(value), unit: '' });
  return [
    { name: 'Gamma regime', value: regime ?? '–', unit: '' },
    price('Zero gamma', zeroGamma.level),
    price('Call wall', levels.callWall),
    price('Put wall', levels.putWall),
    price('Call wall at or above spot', levels.callWallAbove),
    price('Put wall at or below spot', levels.putWallBelow),
    price('Largest net gamma', levels.maxAbsGammaStrike),
  ];
}

function totalLines({ totals, gross, putCallOpenInterest, putCallVolume }: DealerExposure): readonly Line[] {
  return [
    { name: 'GEX', value: millions(totals.gex), unit: '$m per 1 %' },
    { name: 'GEX gross', value: millions(gross.gex), unit: '$m per 1 %' },
    { name: 'DEX', value: millions(totals.dex), unit: '$m' },
    { name: 'VEX', value: millions(totals.vex), unit: '$m delta per vol point' },
    { name: 'CEX', value: millions(totals.cex), unit: '$m delta per day' },
    { name: 'Put/call open interest', value: number(putCallOpenInterest), unit: '' },
    { name: 'Put/call volume', value: number(putCallVolume), unit: '' },
  ];
}

function expiryTable(expiries: readonly ExpiryExposure[]): string {
  return table<ExpiryExposure>(
    [
      { title: 'Expiry', text: ({ expiry }) => expiry },
      { title: 'GEX $m/1%', align: 'right', text: ({ gex }) => millions(gex) },
      { title: 'DEX $m', align: 'right', text: ({ dex }) => millions(dex) },
      { title: 'Max pain', align: 'right', text: ({ maxPain }) => number(maxPain) },
      { title: 'Call OI', align: 'right', text: ({ callOpenInterest }) => number(callOpenInterest, 0) },
      { title: 'Put OI', align: 'right', text: ({ putOpenInterest }) => number(putOpenInterest, 0) },
    ],
    expiries,
  );
}

/** The exposure of a chain for people: what it is of, totals, levels, expiries. */
export function exposureTable(input: { readonly file: ChainFile; readonly exposure: DealerExposure }): string {
  const { file, exposure } = input;
  const coverage = `${exposure.liveRows} live rows, ${exposure.rowsWithGreeks} with vol and open interest`;
  const title = `${file.format}, as of ${file.asOf}, spot ${number(file.spot)}: ${coverage}`;
  const lines = table<Line>(
    [
      { title: 'Measure', text: ({ name }) => name },
      { title: 'Value', align: 'right', text: ({ value }) => value },
      { title: 'Unit', text: ({ unit }) => unit },
    ],
    [...totalLines(exposure), ...levelLines(exposure)],
  );
  return [title, '', lines, '', expiryTable(exposure.expiries)].join('\n');
}
