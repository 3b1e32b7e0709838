import type { SimInstrument } from '../../simulated-market.ts';

const stockVenues = [
  'SMART',
  'AMEX',
  'NYSE',
  'CBOE',
  'PHLX',
  'ISE',
  'CHX',
  'ARCA',
  'NASDAQ',
  'DRCTEDGE',
  'BEX',
  'BATS',
  'EDGEA',
  'BYX',
  'IEX',
  'EDGX',
  'FOXRIVER',
  'PEARL',
  'NYSENAT',
  'LTSE',
  'MEMX',
  'IBEOS',
  'OVERNIGHT',
  'PSX',
];
const optionVenues = [
  'SMART',
  'AMEX',
  'CBOE',
  'PHLX',
  'PSE',
  'ISE',
  'BOX',
  'BATS',
  'NASDAQOM',
  'CBOE2',
  'NASDAQBX',
  'MIAX',
  'GEMINI',
  'EDGX',
  'MERCURY',
  'PEARL',
  'EMERALD',
  'MEMX',
];

/** Where an instrument may be routed, the smart router first where it serves the instrument. */
export function validExchanges(instrument: SimInstrument): readonly string[] {
  if (instrument.secType === 'STK') return withOwn(stockVenues, instrument);
  if (instrument.secType === 'OPT') return withOwn(optionVenues, instrument);
  return withOwn([], instrument);
}

function withOwn(venues: readonly string[], instrument: SimInstrument): readonly string[] {
  const own = [instrument.exchange, instrument.primaryExchange].filter((venue) => venue !== '');
  return [...new Set([...venues, ...own])];
}

/** `ISLAND` is the older name of NASDAQ that clients still send. */
export function routes(instrument: SimInstrument, exchange: string): boolean {
  if (exchange === '') return true;
  return validExchanges(instrument).includes(exchange === 'ISLAND' ? 'NASDAQ' : exchange);
}

const orderTypesOf = {
  STK: 'ACTIVETIM,AD,ADJUST,ALERT,ALGO,ALLOC,AON,AVGCOST,COND,DAY,GAT,GTC,GTD,LIT,LMT,LOC,MIT,MKT,MOC,OCA,STP,STPLMT,TRAIL,TRAILLIT,TRAILLMT,WHATIF',
  OPT: 'ACTIVETIM,AD,ADJUST,ALERT,ALGO,ALLOC,COND,DAY,GAT,GTC,GTD,LIT,LMT,MIT,MKT,OCA,STP,STPLMT,TRAIL,TRAILLMT,WHATIF',
  FUT: 'ACTIVETIM,AD,ADJUST,ALERT,ALGO,ALLOC,COND,DAY,GAT,GTC,GTD,LIT,LMT,MIT,MKT,OCA,STP,STPLMT,TRAIL,TRAILLMT,WHATIF',
} as const;

export function orderTypesText(instrument: SimInstrument): string {
  const { secType } = instrument;
  if (secType === 'IND') return '';
  return secType === 'OPT' || secType === 'FUT' ? orderTypesOf[secType] : orderTypesOf.STK;
}
