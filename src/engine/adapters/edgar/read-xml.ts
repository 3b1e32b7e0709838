import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { isRow, textOf, type Row } from '../vendor-kit/rows.ts';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';

/** Longest document read, characters; a full-size information table has about ten million. */
const mostCharacters = 16 * 1024 * 1024;
const deepest = 32;

/** Entities stay as they are and are decoded by `plainText`: no document defines what its text expands to. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  maxNestedTags: deepest,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

export type XmlFailure = 'too-large' | 'forbidden' | 'malformed';

/**
 * A regulator's XML as objects by local name, all values text. Nothing is fetched or expanded: a document that declares
 * a type or entities is refused, as is one that is too large, too deep or does not end.
 */
export function readXml(text: string): Outcome<Row, XmlFailure> {
  if (text.length > mostCharacters) {
    return fail('too-large', `XML of ${text.length} characters, ${mostCharacters} at most`);
  }
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return fail('forbidden', 'XML that declares a document type or entities');
  // Cut out of a submission, a document may begin with an empty line.
  const trimmed = text.trim();
  try {
    const verdict = XMLValidator.validate(trimmed);
    if (verdict !== true) {
      return fail('malformed', `XML at line ${verdict.err.line}: ${verdict.err.msg.slice(0, 120)}`);
    }
    const parsed: unknown = parser.parse(trimmed);
    return isRow(parsed) ? ok(parsed) : fail('malformed', 'XML without an element');
  } catch (error) {
    return fail('malformed', `XML: ${String(error).slice(0, 120)}`);
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return named[name] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** The text of an element; `''` when it is absent, empty or there are several of it where one is meant. */
export function plainText(node: unknown): string {
  const raw = isRow(node) ? textOf(node['#text']) : textOf(node);
  return raw
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, decodeEntity)
    .replace(/\s+/g, ' ')
    .trim();
}

/** A child element; undefined unless there is exactly one. */
export function child(node: unknown, ...names: readonly string[]): unknown {
  let current: unknown = node;
  for (const name of names) {
    if (!isRow(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}

/** Ownership forms wrap most leaves: `<x><value>…</value><footnoteId/></x>`; either part may be missing. */
export function wrapped(node: unknown, ...names: readonly string[]): string {
  return plainText(child(node, ...names, 'value'));
}

/** `1`, `true` · `0`, `false` · null for anything else, absence among it. */
export function flag(node: unknown): boolean | null {
  const text = plainText(node).toLowerCase();
  if (text === '1' || text === 'true') return true;
  return text === '0' || text === 'false' ? false : null;
}
