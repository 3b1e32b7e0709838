import { dateOfUtc } from '../../domain/time.ts';
import { closeOfDate } from './close-of-date.ts';

export const dayMs = 86_400_000;

const money =
  'USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|SEK|NOK|DKK|CNH|HKD|SGD|MXN|ZAR|TRY|PLN|CZK|HUF|THB|INR|USDT|USDC|BUSD|BTC|ETH|XAU|XAG';
/** Something counted in money or in the two coins others are counted in: `EURUSD`, `BTCUSDT`, `DE30EUR`. */
const pair = new RegExp(`^[A-Z0-9]{2,}(?:${money})$`);
/** A contract with its month: `ESZ6`, `6EH24`. No share's symbol ends in a figure. */
const contract = /^[A-Z0-9]{1,3}[FGHJKMNQUVXZ]\d{1,2}$/;

/** Coins, currencies and futures, as far as a symbol can say: their days are those of UTC. */
export function isRoundTheClock(symbol: string): boolean {
  const plain = symbol.replaceAll(/[-/_]/g, '');
  return pair.test(plain) || contract.test(plain);
}

export function isWeekend(timeMs: number): boolean {
  const weekday = new Date(timeMs).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** When the bar of a day that starts at 00:00 UTC of its date was whole: an exchange's at its close, another market's when UTC's day ends. */
export function dayKnownAt(startMs: number, roundTheClock: boolean): number {
  return roundTheClock ? startMs + dayMs : closeOfDate(dateOfUtc(startMs));
}
