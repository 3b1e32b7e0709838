import { dateUtc } from '../../domain/time.ts';
import { keyOf, normal } from '../market/random.ts';

const weekOf = (date: string): number => Math.floor(dateUtc(date) / (7 * 86_400_000));

/** A value that wanders from week to week around a middle. */
function wandering(seed: number, name: string, week: number, persistence: number): number {
  let value = 0;
  for (let back = 30; back >= 0; back -= 1) value = persistence * value + normal(keyOf(seed, name, week - back));
  return value;
}

/** Initial claims of the week that ends on a Saturday, thousands. */
export function claimsOf(seed: number, saturday: string): number {
  return Math.round(226 + 5.5 * wandering(seed, 'claims', weekOf(saturday), 0.8));
}

/** Financial conditions, standard deviations; negative = loose. */
export function conditionsOf(seed: number, friday: string): number {
  return Math.round((-0.5 + 0.025 * wandering(seed, 'conditions', weekOf(friday), 0.94)) * 1e5) / 1e5;
}

/** Assets of the central bank on a Wednesday, millions of dollars: shrinking slowly. */
export function assetsOf(seed: number, wednesday: string): number {
  const weeks = weekOf(wednesday) - weekOf('20240103');
  return Math.round(7_680_000 - 7800 * weeks + 6000 * wandering(seed, 'assets', weekOf(wednesday), 0.7));
}

/** What the treasury has at the central bank on a Wednesday, millions of dollars. */
export function treasuryBalanceOf(seed: number, wednesday: string): number {
  return Math.round(815_000 + 38_000 * wandering(seed, 'treasury', weekOf(wednesday), 0.75));
}

/** The dollar against those it trades with, January 2006 = 100. */
export function dollarOf(seed: number, date: string): number {
  const week = 120.6 + 0.55 * wandering(seed, 'dollar', weekOf(date), 0.92);
  return Math.round((week + 0.12 * normal(keyOf(seed, 'dollar of a day', dateUtc(date)))) * 1e4) / 1e4;
}

/** Lent to the central bank over night, billions of dollars: little is left of it. */
export function reverseReposOf(seed: number, date: string): number {
  const spare = 4.5 + 1.6 * wandering(seed, 'reverse repos', weekOf(date), 0.6);
  return Math.round(Math.max(0.3, spare + 0.8 * normal(keyOf(seed, 'repos of a day', dateUtc(date)))) * 1e3) / 1e3;
}
