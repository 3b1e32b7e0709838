import { combine, hashText, keyOf, uniform } from '../market/random.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

function cusipValue(character: string): number {
  const code = character.charCodeAt(0);
  return code >= 65 ? code - 55 : code - 48;
}

/** Modulus 10 double add double, as CUSIP Global Services defines it. */
export function cusipCheckDigit(body: string): number {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    const value = cusipValue(body[index] ?? '0') * (index % 2 === 0 ? 1 : 2);
    sum += Math.floor(value / 10) + (value % 10);
  }
  return (10 - (sum % 10)) % 10;
}

/** A CUSIP of valid form that belongs to nobody: the issuer's last letters are drawn where real ones have digits. */
export function cusipOf(symbol: string): string {
  const key = keyOf(hashText(symbol), 'cusip');
  const digits = Array.from({ length: 3 }, (_, place) => Math.floor(uniform(combine(key, place)) * 10)).join('');
  const letters = Array.from(
    { length: 3 },
    (_, place) => alphabet[10 + Math.floor(uniform(combine(key, 10 + place)) * 24)] ?? 'A',
  ).join('');
  const body = `${digits}${letters}10`;
  return `${body}${cusipCheckDigit(body)}`;
}

/** Ten digits, in the upper millions that the register has not handed out. */
export function cikOf(kind: 'company' | 'person' | 'manager' | 'agent', name: string): string {
  const ranges = { company: 6_000_000, person: 7_000_000, manager: 8_000_000, agent: 9_000_000 } as const;
  return String(ranges[kind] + Math.floor(uniform(keyOf(hashText(name), kind)) * 999_999)).padStart(10, '0');
}

/** Accession number `AAAAAAAAAA-YY-NNNNNN`: the filer's agent, the year and its running number. */
export function accessionOf(agentCik: string, date: string, serial: number): string {
  return `${agentCik}-${date.slice(2, 4)}-${String(serial % 1_000_000).padStart(6, '0')}`;
}
