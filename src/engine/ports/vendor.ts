import type { SessionPhase } from '../domain/calendar.ts';
import type { DraftFact, FactKind } from '../domain/facts/fact.ts';
import type { Outcome } from '../domain/outcome.ts';

/** How soon an endpoint wants to be asked again. Periods are the file's to change; the tier names the class. */
export type CadenceTier = 'critical' | 'frequent' | 'hourly' | 'daily';
/** Who waits when a budget runs short: a lower class never takes what is kept for a higher one. */
export type FeedPriority = 'critical' | 'high' | 'normal' | 'low';

/**
 * When an endpoint is due: every so often, or once a day at a New York time. `HH:MM`.
 * The period counts world time in practice and real time otherwise.
 */
export type Cadence = { readonly everyMs: number } | { readonly dailyAt: string };

/** What an endpoint is asked once for each of; `none` = one request covers the market. */
export type FanOut = 'none' | 'symbol' | 'symbol-expiry' | 'item';

/** One name of a fixed list, for endpoints that are asked per series, index or contract rather than per symbol. */
export type EndpointItem = Readonly<Record<string, string>>;

/**
 * Texts with placeholders, filled for each request:
 * `{symbol}` our ticker as the vendor spells it · `{symbols}` all watched ones, with commas · `{expiry}` `YYYY-MM-DD` ·
 * `{today}` `{today:YYYYMMDD}` the newest session there can be data of: from 04:00 New York on the day itself, before and on closed
 * days the trading day before · `{day-1}` `{day+1}` trading days from there · `{days-30}` `{days+7}` calendar days from there ·
 * `{now-ms}` `{now-s}` · `{cursor}` from a follow-up · `{newer-than-ms}` `{newer-than-s}` only while a hole is filled ·
 * `{name}` a field of the item or follow-up. Dates take a format after a colon, of `YYYY`, `YY`, `MM`, `DD`.
 * A query entry or header whose placeholder has no value is left out; a path or body without one cannot be asked.
 * The path of a stream may name credentials: `/socket?token={token}`.
 */
export type Template = string;

export type Endpoint = {
  readonly id: string;
  readonly title: string;
  readonly method: 'GET' | 'POST';
  /** Key of `Vendor.bases`. */
  readonly base: string;
  readonly path: Template;
  readonly query: Readonly<Record<string, Template>>;
  /** JSON or form text of a POST. */
  readonly body: Template | null;
  readonly headers: Readonly<Record<string, Template>>;
  readonly fanOut: FanOut;
  readonly items: readonly EndpointItem[];
  /**
   * What the file may choose of how answers are read, by name, the default first: `{ symbols: ['watched', 'all'] }`. A
   * chosen value travels in `parameters`, also with follow-ups to endpoints that know its name. Who offers `symbols` keeps
   * watched ones alone, and is asked again when the watchlist grows.
   */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** For `symbol-expiry`: nearest expiries, by rank, for example 0 to 2. */
  readonly expiries: { readonly from: number; readonly to: number } | null;
  readonly tier: CadenceTier;
  readonly cadence: Cadence;
  readonly priority: FeedPriority;
  /** Phases of the exchange's day in which it is asked; daily endpoints count closed as a phase too. */
  readonly sessions: readonly SessionPhase[];
  /**
   * Of a vendor that can do without a key: asked only while this optional credential is there, or only while it is not.
   * Left out = either way.
   */
  readonly only?: { readonly credential: string; readonly given: boolean };
  /** Asked only after these of the same vendor have answered once, whose facts it needs. */
  readonly after: readonly string[];
  /** Units of the vendor's budget one request takes. */
  readonly cost: number;
  /** Facts older than this are stale, ms. */
  readonly validForMs: number;
  /** Pages and documents that one round of this endpoint may ask for; what these ask for in their turn has its own measure. */
  readonly mostFollowUps: number;
  /** Answers may carry ETag or Last-Modified worth asking with. */
  readonly conditional: boolean;
  readonly mostBytes: number;
  readonly provides: readonly FactKind[];
  readonly enabled: boolean;
  translate(payload: Payload, context: RequestContext): Translation;
};

/** A decoded body. Text is kept for what is neither JSON nor bytes. */
export type Payload =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** Whom we watch and how regulators call them, for files that cover the market and never say our ticker. */
export type SymbolDirectory = {
  readonly watched: ReadonlySet<string>;
  /** Ten digits -> our tickers; one company may have several. */
  readonly tickersByCik: ReadonlyMap<string, readonly string[]>;
  /** Nine characters -> our ticker. */
  readonly tickerByCusip: ReadonlyMap<string, string>;
};

/** What a translator may know of the request it is answering. */
export type RequestContext = {
  /** Our ticker, `''` when the request was for the market. */
  readonly symbol: string;
  /** Fields of the item, what a follow-up gave, and `expiry` (`YYYYMMDD`) where it was asked for one. */
  readonly parameters: Readonly<Record<string, string>>;
  /** World time of arrival. */
  readonly receivedTime: number;
  /** When the same was answered before this round, world time; absent or null = never, or nobody knows. */
  readonly sinceMs?: number | null;
  /** The newest session there can be data of at arrival, `YYYYMMDD`; see `Template`. */
  readonly tradingDate: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent = every symbol is wanted and no other name of it is known. */
  readonly directory?: SymbolDirectory;
};

/** A row that could not become a fact, and why; counted and shown, never guessed. */
export type Refusal = { readonly reason: string; readonly sample: string };

/** Another request that an answer asks for: the next page, or a document it named. */
export type FollowUp = {
  readonly endpoint: string;
  readonly symbol: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** A document asked for once is never asked for again; null = pages and other repeatable requests. */
  readonly once: string | null;
};

export type Translation = {
  readonly facts: readonly DraftFact[];
  readonly refusals: readonly Refusal[];
  readonly followUps: readonly FollowUp[];
};

export type VendorFailureCode =
  | 'unauthorised'
  | 'not-entitled'
  | 'rate-limited'
  | 'not-found'
  | 'bad-request'
  | 'not-published'
  | 'vendor-error'
  | 'unreadable'
  | 'unreachable'
  | 'timeout';

/** What an answer is worth, decided by its body before its status. */
export type Judgement =
  | { readonly kind: 'payload'; readonly payload: Payload }
  /** A valid answer without content: a closed day, an unknown symbol, not modified. */
  | { readonly kind: 'empty'; readonly reason: string }
  | {
      readonly kind: 'failure';
      readonly code: VendorFailureCode;
      readonly message: string;
      /** What the vendor asked us to wait, ms; null = not told. */
      readonly retryAfterMs: number | null;
    };

export type AnswerHead = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** What the answer's headers say of the budget; null = not told. */
export type BudgetReading = {
  readonly minuteLimit: number | null;
  readonly minuteUsed: number | null;
  readonly minuteResetMs: number | null;
  readonly dayLimit: number | null;
  readonly dayUsed: number | null;
};

export type BudgetSpec = {
  readonly perSecond: number | null;
  readonly perMinute: number | null;
  readonly perDay: number | null;
  /** New York time at which the day's count begins anew, `HH:MM`. */
  readonly dayResetsAt: string;
  readonly concurrent: number;
  /** Share of the minute and of the day kept for this class and those above it. */
  readonly reserve: Readonly<Record<FeedPriority, number>>;
  /** Dollars a unit; 0 = flat rate. */
  readonly dollarsPerUnit: number;
  read(head: AnswerHead): BudgetReading | null;
};

export type CredentialField = {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly secret: boolean;
  readonly optional: boolean;
  /** Environment variable that may stand for it in headless use. */
  readonly environment: string;
};
export type Credentials = Readonly<Record<string, string>>;

/** What one frame of a stream turned out to be. */
export type StreamMessage =
  | { readonly kind: 'acknowledged'; readonly topic: string; readonly accepted: boolean; readonly message: string }
  | {
      readonly kind: 'facts';
      readonly facts: readonly DraftFact[];
      readonly refusals: readonly Refusal[];
      /** What it came by, where frames name it: tells streams of one reader and one kind apart. */
      readonly topic?: string;
    }
  /** Heartbeats, greetings. */
  | { readonly kind: 'control'; readonly reply: string | null }
  | { readonly kind: 'refused'; readonly code: VendorFailureCode; readonly message: string }
  | { readonly kind: 'unknown'; readonly sample: string };

/** What happens when facts arrive faster than they can be kept: declared, counted, shown. */
export type BackPressure =
  /** Reading stops until there is room; the vendor may drop us. */
  | { readonly policy: 'pause' }
  /** Only the newest fact of a key survives. */
  | { readonly policy: 'latest' }
  /** The oldest waiting facts go; a gap is marked. */
  | { readonly policy: 'drop-oldest' };

export type StreamTopic = { readonly topic: string; readonly symbol: string };

/** What the answer of `sessionRequest` said, for example a session id; empty without one. */
export type StreamSession = Readonly<Record<string, string>>;

export type Stream = {
  readonly id: string;
  readonly title: string;
  /** Key of `Vendor.bases`. */
  readonly base: string;
  readonly path: Template;
  readonly priority: FeedPriority;
  readonly sessions: readonly SessionPhase[];
  readonly provides: readonly FactKind[];
  /** Topics for the watched symbols; a stream of the whole market has one. */
  topics(symbols: readonly string[]): readonly StreamTopic[];
  /** Most topics the vendor allows on one connection. */
  readonly mostTopics: number;
  /** Streams of a vendor with the same connection share one socket. */
  readonly connection: string;
  /** What is sent first after the socket opens, for example a login; topics follow its acknowledgement of topic `''`. */
  greet(credentials: Credentials, session: StreamSession): readonly string[];
  /** Frames that add these topics. For a long answer (`http`, `https`) the first of them is the body of the request. */
  join(topics: readonly StreamTopic[], session: StreamSession): readonly string[];
  leave(topics: readonly StreamTopic[], session: StreamSession): readonly string[];
  /**
   * `whole`: the vendor knows no additions; on every change `join` is asked for all topics of the connection, and what it
   * answers replaces what was joined before. Left out = `added`.
   */
  readonly joins?: 'added' | 'whole';
  /** Frames of a shared socket go to each distinct `read` of its streams until one knows them. */
  read(
    frame: string | Uint8Array,
    context: { readonly receivedTime: number; readonly tradingDate: string },
  ): readonly StreamMessage[];
  readonly heartbeat: { readonly pingEveryMs: number; readonly silenceMs: number; readonly preOpenSilenceMs: number };
  readonly backPressure: BackPressure;
  /** Most facts waiting to be kept. */
  readonly mostWaiting: number;
  /** Endpoint that can fill the hole a lost connection left, asked with `{newer-than-ms}`; null = nothing can. */
  readonly backfill: string | null;
  /** An endpoint whose answer names the address and session to connect to; null = `base` and `path` do. */
  readonly session:
    | ((payload: Payload) => Outcome<{ readonly url: string; readonly parameters: StreamSession }, VendorFailureCode>)
    | null;
  /** Request that opens the session; null when `session` is. */
  readonly sessionRequest: { readonly method: 'GET' | 'POST'; readonly base: string; readonly path: string } | null;
  readonly enabled: boolean;
};

/** One source outside. Everything here is data or a pure function; the framework makes the requests. */
export type Vendor = {
  readonly id: string;
  readonly title: string;
  /** What it brings, in the trader's words. */
  readonly summary: string;
  readonly homepage: string;
  readonly credentials: readonly CredentialField[];
  /** Real addresses by name; the practice world and tests put their own in their place. */
  readonly bases: Readonly<Record<string, string>>;
  readonly budget: BudgetSpec;
  readonly endpoints: readonly Endpoint[];
  readonly streams: readonly Stream[];
  /** Headers every request carries, the authorisation among them. Query parameters for vendors that want keys there. */
  authorise(credentials: Credentials): {
    readonly headers: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
  };
  /** `endpoint` is what was asked, for whose words mean different things there; absent for a stream's session. */
  judge(head: AnswerHead, endpoint?: string): Judgement;
  /** Our ticker as the vendor spells it, `BRK.B` -> `BRK-B`. */
  spell(symbol: string): string;
  /** Endpoint that proves a key with the least cost. */
  readonly probe: string;
};
