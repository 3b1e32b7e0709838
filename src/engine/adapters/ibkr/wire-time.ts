import { instantOf, newYork } from '../../domain/time.ts';

/** TWS still writes the old Windows-like names of its login screen beside IANA links. */
const zoneAliases: Readonly<Record<string, string>> = {
  EST: newYork,
  EDT: newYork,
  'Eastern Standard Time': newYork,
  CST: 'America/Chicago',
  'Central Standard Time': 'America/Chicago',
  PST: 'America/Los_Angeles',
  'Pacific Standard Time': 'America/Los_Angeles',
  'British Summer Time': 'Europe/London',
  'Greenwich Mean Time': 'Etc/GMT',
  GMT: 'Etc/GMT',
  UTC: 'Etc/UTC',
};

/**
 * Instant of `20230306 12:28:30 America/Los_Angeles`, of the older form without a zone (New York is assumed),
 * and of `20230306-12:28:30` (UTC). Null when it is none of these.
 */
export function wireInstant(text: string): number | null {
  const match = /^(\d{8})(-|\s+)(\d{2}):(\d{2}):(\d{2})(?:\s+(.+))?$/.exec(text.trim());
  if (!match) return null;
  const [, date = '', separator = '', hour = '', minute = '', second = '', zone = ''] = match;
  const secondOfDay = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  if (separator === '-') return instantOf(date, secondOfDay, 'Etc/UTC');
  try {
    return instantOf(date, secondOfDay, zoneAliases[zone] ?? (zone === '' ? newYork : zone));
  } catch {
    return null;
  }
}

/** `20250620-14:30:00`: the one form that carries its zone (UTC) without a name. */
export function utcText(timeMs: number): string {
  const iso = new Date(timeMs).toISOString();
  return `${iso.slice(0, 10).replaceAll('-', '')}-${iso.slice(11, 19)}`;
}
