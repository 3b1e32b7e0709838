import { instantOf, newYork, wallTime } from '../../../domain/time.ts';
import { wireZone } from '../contracts/trading-hours.ts';
import { since } from './versions.ts';

function two(value: number): string {
  return String(value).padStart(2, '0');
}

export function clockText(timeMs: number, timeZone: string): string {
  const { hour, minute, second } = wallTime(timeMs, timeZone);
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

/** `20230306 12:28:30 US/Eastern`; before 174 two spaces and no zone. */
export function zonedText(timeMs: number, version: number, timeZone: string = newYork): string {
  const { date } = wallTime(timeMs, timeZone);
  if (version < since.instrumentTimeZone) return `${date}  ${clockText(timeMs, timeZone)}`;
  return `${date} ${clockText(timeMs, timeZone)} ${wireZone(timeZone)}`;
}

/** `20250415-19:38:31` in UTC. */
export function utcText(timeMs: number): string {
  const iso = new Date(timeMs).toISOString();
  return `${iso.slice(0, 10).replaceAll('-', '')}-${iso.slice(11, 19)}`;
}

/** The handshake's connection time: `20250415 19:38:30 EST`; its zone name is for people. */
export function connectionTimeText(timeMs: number): string {
  return `${wallTime(timeMs).date} ${clockText(timeMs, newYork)} EST`;
}

export type RequestedTime = { readonly timeMs: number; readonly zoneGiven: boolean };

/**
 * A time in a request: `20260105-15:30:00` is UTC, `20260105 15:30:00 US/Eastern` local to the zone, without a
 * zone New York (TWS would use its login zone and warn 2174). Null when it cannot be read.
 */
export function parseRequestTime(text: string): RequestedTime | null {
  const parts = /^(\d{8})(?:(-)|\s+)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s+(\S+))?$/.exec(text.trim());
  if (!parts) return /^\d{8}$/.test(text.trim()) ? { timeMs: instantOf(text.trim(), 0), zoneGiven: false } : null;
  const [, date = '', dash, hour, minute, second, zone] = parts;
  const secondOfDay = Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0);
  const timeZone = dash ? 'UTC' : (zone ?? newYork);
  try {
    return {
      timeMs: instantOf(date, secondOfDay, ianaZone(timeZone)),
      zoneGiven: dash !== undefined || zone !== undefined,
    };
  } catch {
    return null;
  }
}

function ianaZone(zone: string): string {
  if (zone === 'EST' || zone === 'EDT' || zone === 'US/Eastern') return newYork;
  return zone === 'US/Central' ? 'America/Chicago' : zone;
}
