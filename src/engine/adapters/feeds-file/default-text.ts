import type { Endpoint, Stream, Vendor } from '../../ports/vendor.ts';

const head = `# What Quorum asks of whom. This file is read again within two seconds of every change; a mistake in it leaves the last
# good copy in force and is shown with its line in Health. Whatever is not said here is as the vendor's description has it:
# the lines that begin with "#" show those values, so taking a "#" away and changing the value is all there is to do.
# Times: 30s, 5m, 1h. dailyAt is New York time, in quotes. Priorities: critical, high, normal, low.
# Sessions: pre-market, regular, after-hours, closed. Symbols: a list such as [SPY, AAPL], or watchlist.
# items replaces the list an endpoint goes through; parameters choose how it is read, symbols: watched or all for example.
version: 1
symbols: watchlist
`;

/** `90000` -> `90s`, in the largest unit that divides it. */
function durationText(ms: number): string {
  for (const [unit, size] of [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
  ] as const) {
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${ms}ms`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

const longest = 30;

/** In quotes throughout: a code such as `NO` must stay a text. */
function itemsText(items: Endpoint['items']): string {
  const maps = items.map((item) => Object.entries(item).map(([name, value]) => `${name}: ${JSON.stringify(value)}`));
  return `[${maps.map((fields) => `{ ${fields.join(', ')} }`).join(', ')}]`;
}

/** A long list is not written out; `items` would replace all of it. */
function longList({ items }: Endpoint): string {
  return items.length > longest ? ` (${items.length} items such as ${itemsText(items.slice(0, 1)).slice(1, -1)})` : '';
}

function choiceFields({ choices }: Endpoint): readonly string[] {
  const chosen = Object.entries(choices).map(([name, [first = '']]) => `${name}: ${first}`);
  return chosen.length === 0 ? [] : [`parameters: { ${chosen.join(', ')} }`];
}

function endpointLines(endpoint: Endpoint): readonly string[] {
  const { cadence } = endpoint;
  const every = 'everyMs' in cadence ? `every: ${durationText(cadence.everyMs)}` : `dailyAt: "${cadence.dailyAt}"`;
  const fields = [
    `enabled: ${endpoint.enabled}`,
    every,
    `priority: ${endpoint.priority}`,
    `sessions: [${endpoint.sessions.join(', ')}]`,
    ...(endpoint.expiries === null
      ? []
      : [`expiries: { from: ${endpoint.expiries.from}, to: ${endpoint.expiries.to} }`]),
    ...choiceFields(endpoint),
    ...(endpoint.items.length > 0 && endpoint.items.length <= longest ? [`items: ${itemsText(endpoint.items)}`] : []),
  ];
  return [
    `    #   # ${oneLine(endpoint.title)}${longList(endpoint)}`,
    `    #   ${endpoint.id}: { ${fields.join(', ')} }`,
  ];
}

function streamLines(stream: Stream): readonly string[] {
  const fields = [
    `enabled: ${stream.enabled}`,
    `sessions: [${stream.sessions.join(', ')}]`,
    `backPressure: ${stream.backPressure.policy}`,
    `mostWaiting: ${stream.mostWaiting}`,
  ];
  return [`    #   # ${oneLine(stream.title)}`, `    #   ${stream.id}: { ${fields.join(', ')} }`];
}

function budgetLine({ budget }: Vendor): string {
  const { perSecond, perMinute, perDay, concurrent, reserve } = budget;
  const shares = Object.entries(reserve).map(([priority, share]) => `${priority}: ${share}`);
  return (
    `    # budget: { perSecond: ${perSecond}, perMinute: ${perMinute}, perDay: ${perDay}, concurrent: ${concurrent}, ` +
    `reserve: { ${shares.join(', ')} } }`
  );
}

function vendorLines(vendor: Vendor): readonly string[] {
  return [
    '',
    `  # ${oneLine(vendor.title)}: ${oneLine(vendor.summary)}`,
    `  ${vendor.id}:`,
    '    enabled: true',
    '    # symbols: watchlist',
    budgetLine(vendor),
    ...(vendor.endpoints.length === 0 ? [] : ['    # endpoints:']),
    ...vendor.endpoints.flatMap(endpointLines),
    ...(vendor.streams.length === 0 ? [] : ['    # streams:']),
    ...vendor.streams.flatMap(streamLines),
  ];
}

/** The file of a first start: everything at its default, every default shown. */
export function defaultFeedsText(vendors: readonly Vendor[]): string {
  if (vendors.length === 0) return head;
  return `${[`${head}vendors:`, ...vendors.flatMap(vendorLines)].join('\n')}\n`;
}
