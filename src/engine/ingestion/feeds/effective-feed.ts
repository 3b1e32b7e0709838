import type { BudgetSpec, Cadence, Endpoint, FeedPriority, Stream, Vendor } from '../../ports/vendor.ts';
import type { EndpointConfig, FeedsConfig, StreamConfig, SymbolChoice, VendorConfig } from './feeds-config.ts';

export type EffectiveEndpoint = {
  readonly endpoint: Endpoint;
  readonly symbols: readonly string[];
  /** What the file chose of the endpoint's choices. */
  readonly parameters: Readonly<Record<string, string>>;
};
export type EffectiveStream = { readonly stream: Stream; readonly symbols: readonly string[] };

/** A vendor as the file, the practice world and its own description want it together. */
export type EffectiveFeed = {
  readonly vendor: Vendor;
  readonly enabled: boolean;
  readonly bases: Readonly<Record<string, string>>;
  readonly budget: BudgetSpec;
  /** Limits that the file sets: a vendor's headers may lower them, never raise them. */
  readonly capped: { readonly minute: boolean; readonly day: boolean };
  readonly endpoints: readonly EffectiveEndpoint[];
  readonly streams: readonly EffectiveStream[];
};

export type FeedInputs = {
  readonly vendor: Vendor;
  readonly config: FeedsConfig;
  readonly watchlist: readonly string[];
  /** Addresses that win over file and description: the practice world's emulators. */
  readonly bases: Readonly<Record<string, string>> | null;
};

function chosen(choices: readonly (SymbolChoice | undefined)[], watchlist: readonly string[]): readonly string[] {
  const choice = choices.find((one) => one !== undefined) ?? 'watchlist';
  return choice === 'watchlist' ? watchlist : choice;
}

function cadenceOf(endpoint: Endpoint, config: EndpointConfig): Cadence {
  if (config.every !== undefined) return { everyMs: config.every };
  return config.dailyAt === undefined ? endpoint.cadence : { dailyAt: config.dailyAt };
}

/** A cadence changed by hand carries the validity along, unless that is said too. */
function validityOf(endpoint: Endpoint, config: EndpointConfig): number {
  if (config.validFor !== undefined) return config.validFor;
  if (config.every === undefined) return endpoint.validForMs;
  return Math.max(endpoint.validForMs, config.every * 3);
}

function endpointOf(endpoint: Endpoint, config: EndpointConfig): Endpoint {
  return {
    ...endpoint,
    enabled: config.enabled ?? endpoint.enabled,
    cadence: cadenceOf(endpoint, config),
    priority: config.priority ?? endpoint.priority,
    sessions: config.sessions ?? endpoint.sessions,
    expiries: endpoint.expiries === null ? null : (config.expiries ?? endpoint.expiries),
    items: config.items ?? endpoint.items,
    query: { ...endpoint.query, ...config.query },
    validForMs: validityOf(endpoint, config),
  };
}

function streamOf(stream: Stream, config: StreamConfig): Stream {
  return {
    ...stream,
    enabled: config.enabled ?? stream.enabled,
    sessions: config.sessions ?? stream.sessions,
    backPressure: config.backPressure === undefined ? stream.backPressure : { policy: config.backPressure },
    mostWaiting: config.mostWaiting ?? stream.mostWaiting,
  };
}

function budgetOf({ budget }: Vendor, config: VendorConfig['budget'] = {}): BudgetSpec {
  const given = (own: number | null, said: number | null | undefined): number | null =>
    said === undefined ? own : said;
  const reserve: Record<FeedPriority, number> = { ...budget.reserve };
  for (const [priority, share] of Object.entries(config.reserve ?? {})) reserve[priority as FeedPriority] = share ?? 0;
  return {
    ...budget,
    perSecond: given(budget.perSecond, config.perSecond),
    perMinute: given(budget.perMinute, config.perMinute),
    perDay: given(budget.perDay, config.perDay),
    concurrent: config.concurrent ?? budget.concurrent,
    dollarsPerUnit: config.dollarsPerUnit ?? budget.dollarsPerUnit,
    reserve,
  };
}

/** Merges a vendor's description with what the trader's file says of it. */
export function effectiveFeed({ vendor, config, watchlist, bases }: FeedInputs): EffectiveFeed {
  const own = config.vendors?.[vendor.id] ?? {};
  const symbolsOf = (choice: SymbolChoice | undefined): readonly string[] =>
    chosen([choice, own.symbols, config.symbols], watchlist);
  return {
    vendor,
    enabled: own.enabled ?? true,
    bases: { ...vendor.bases, ...own.bases, ...bases },
    budget: budgetOf(vendor, own.budget),
    capped: { minute: own.budget?.perMinute !== undefined, day: own.budget?.perDay !== undefined },
    endpoints: vendor.endpoints.map((endpoint) => {
      const said = own.endpoints?.[endpoint.id] ?? {};
      return {
        endpoint: endpointOf(endpoint, said),
        symbols: symbolsOf(said.symbols),
        parameters: said.parameters ?? {},
      };
    }),
    streams: vendor.streams.map((stream) => {
      const said = own.streams?.[stream.id] ?? {};
      return { stream: streamOf(stream, said), symbols: symbolsOf(said.symbols) };
    }),
  };
}
