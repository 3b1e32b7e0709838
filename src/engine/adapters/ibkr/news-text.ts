import { shownText } from '../../domain/shown-text.ts';

const longestArticle = 20_000;
/** Invisible characters that hide or glue words; control and direction characters go in `shownText`. */
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]/g;

function cleaned(text: string): string {
  return shownText(text.replaceAll(invisible, '')).replaceAll(/\s+/g, ' ').trim();
}

/** `{A:800015:L:en:K:0.97:C:0.97}` in front of a headline, sometimes with an exclamation mark behind it. */
const metadataInFront = /^\{([A-Z]:[^{}]{0,200})\}!?/;

/** Text of a headline, and the mood its metadata tells: `K` from -1 to 1, or not at all. */
export function readHeadline(raw: string, extra = ''): { readonly text: string; readonly sentiment: number | null } {
  const match = metadataInFront.exec(raw);
  const text = cleaned(match ? raw.slice(match[0].length) : raw);
  return { text, sentiment: sentimentIn(extra) ?? sentimentIn(match?.[1] ?? '') };
}

function sentimentIn(metadata: string): number | null {
  const told = /(?:^|:)K:(-?\d(?:\.\d{1,20})?)(?=:|$)/.exec(metadata)?.[1];
  if (told === undefined) return null;
  const value = Number(told);
  return Math.abs(value) <= 1 ? value : null;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** An article as plain paragraphs. Markup is dropped, never interpreted. */
export function articleText(html: string): string {
  const lines = html
    .slice(0, 10 * longestArticle)
    .replaceAll(/<(script|style)\b[^>]{0,500}>[\s\S]*?(?:<\/\1\s{0,9}>|$)/gi, ' ')
    .replaceAll(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]{0,500}>/gi, '\n')
    .replaceAll(/<\/?(?:a|b|em|i|span|strong|u)\b[^>]{0,500}>/gi, '')
    .replaceAll(/<\/?[a-z!][^>]*(?:>|$)/gi, ' ')
    .replaceAll(/&(#\d{1,7}|[a-z]{1,8});/gi, (whole, name: string) => entityOf(name) ?? whole)
    .split(/\r?\n/)
    .map((line) => cleanedLine(line));
  return lines
    .filter((line) => line !== '')
    .join('\n')
    .slice(0, longestArticle);
}

/** `shownText` cuts at 500 characters, which is right for a headline and too short for a paragraph. */
function cleanedLine(line: string): string {
  const parts = line.match(/[\s\S]{1,500}/g) ?? [];
  return parts
    .map((part) => shownText(part.replaceAll(invisible, '')))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function entityOf(name: string): string | null {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? null;
  const code = Number(name.slice(1));
  const isCharacter = code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
  return isCharacter ? String.fromCodePoint(code) : '';
}
