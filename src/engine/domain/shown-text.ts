/** Control characters, of which U+009B begins a terminal command like escape does, and those that turn the reading direction. */
// oxlint-disable-next-line no-control-regex -- control characters are what is removed
const unshown = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;
// oxlint-disable-next-line no-control-regex -- the same, asked of one character
const anyUnshown = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const oneUnshown = new RegExp(anyUnshown, 'g');

/** Text of others without what commands a terminal, makes text look like another or is half a character. */
export function tidyText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return anyUnshown.test(whole) ? whole.replaceAll(unshown, ' ') : whole;
}

/** Vendor text for people, logs and terminals, bounded. */
export function shownText(text: string): string {
  return tidyText(text.slice(0, 500));
}

/** What a terminal may be given: lines and tabs, everything else that could command it written out. Inside JSON it stays JSON. */
export function terminalText(text: string): string {
  if (!anyUnshown.test(text)) return text;
  return text.replaceAll(oneUnshown, (unit) =>
    unit === '\n' || unit === '\t' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
