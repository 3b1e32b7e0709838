const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function xmlText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}

export function element(name: string, inner: string): string {
  return `<${name}>${inner}</${name}>`;
}

/** The way ownership forms write a leaf: a value, a note, or a note alone. */
export function leaf(name: string, value: string | number | null, note: string | null = null): string {
  const written = value === null ? '' : element('value', xmlText(String(value)));
  return element(name, `${written}${note === null ? '' : `<footnoteId id="${note}"/>`}`);
}

/** `YYYYMMDD` -> `YYYY-MM-DD` */
export function isoDay(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
}
