import type { MarketStory, StoryCompany, StoryOption } from '../../story/market-story.ts';
import type { FlowAlerts } from './flow-alerts.ts';
import type { OptionTape } from './option-tape.ts';

/** A request that was let in, with what its answer is made of. */
export type Asked = {
  readonly story: MarketStory;
  readonly tape: OptionTape;
  readonly alerts: FlowAlerts;
  /** The ticker of the path; null when the path names none or one nobody lists. */
  readonly company: StoryCompany | null;
  readonly symbol: string;
  readonly spot: number;
  chain(symbol: string): readonly StoryOption[];
  readonly parts: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Session asked for, `YYYYMMDD`. */
  readonly date: string;
  readonly now: number;
};

export type Answer = (asked: Asked) => unknown;

/** `limit` and `page` as the vendor reads them: pages begin at 0. */
export function paged<Row>(rows: readonly Row[], query: URLSearchParams, most: number): readonly Row[] {
  const asked = Number(query.get('limit') ?? most);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, most) : most;
  const page = Number(query.get('page') ?? 0);
  const from = (Number.isInteger(page) && page > 0 ? page : 0) * limit;
  return rows.slice(from, from + limit);
}

/** `newer_than` and `older_than`: seconds, milliseconds or ISO. Not inclusive. */
export function cursorOf(query: URLSearchParams, name: 'newer_than' | 'older_than'): number | null {
  const text = query.get(name);
  if (text === null) return null;
  if (!/^\d+$/.test(text)) return Number.isFinite(Date.parse(text)) ? Date.parse(text) : null;
  return Number(text) < 1e11 ? Number(text) * 1000 : Number(text);
}
