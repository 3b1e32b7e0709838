/** Token names a canvas may ask for. */
type Token =
  | 'ground'
  | 'surface'
  | 'raised'
  | 'line'
  | 'line-strong'
  | 'grid-line'
  | 'text'
  | 'text-muted'
  | 'text-faint'
  | 'accent'
  | 'attention'
  | 'up'
  | 'down';
export type Palette = Readonly<Record<Token, string>> & { readonly font: string };

const tokens: readonly Token[] = [
  'ground',
  'surface',
  'raised',
  'line',
  'line-strong',
  'grid-line',
  'text',
  'text-muted',
  'text-faint',
  'accent',
  'attention',
  'up',
  'down',
];

let cached: Palette | null = null;
const listeners = new Set<() => void>();

function read(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colours = Object.fromEntries(tokens.map((token) => [token, style.getPropertyValue(`--${token}`).trim()]));
  return { ...(colours as Record<Token, string>), font: style.getPropertyValue('--font-ui').trim() };
}

/** The tokens as canvases need them: resolved hex colours. */
export function palette(): Palette {
  cached ??= read();
  return cached;
}

/** Called after the theme, palette or up/down setting of the page has changed. */
export function paletteChanged(): void {
  cached = null;
  for (const listener of listeners) listener();
}

export function onPaletteChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** `#rrggbb` with an opacity 0..1. */
export function withAlpha(hex: string, alpha: number): string {
  const byte = Math.round(Math.min(1, Math.max(0, alpha)) * 255);
  return `${hex.slice(0, 7)}${byte.toString(16).padStart(2, '0')}`;
}
