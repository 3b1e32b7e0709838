import type { EmulatedRequest } from '../kit/http-emulator.ts';
import { jsonReply, textReply, type Reply } from '../kit/reply.ts';
import { badRequest } from './finra-errors.ts';

export type DataRow = Readonly<Record<string, string | number | null>>;

const mostRows = 5_000;

type Query = {
  readonly limit: number;
  readonly offset: number;
  readonly equal: readonly { readonly field: string; readonly value: string }[];
  readonly ranges: readonly { readonly field: string; readonly from: string; readonly to: string }[];
};

type Loose = Readonly<Record<string, unknown>>;

function list(value: unknown): readonly Loose[] {
  return Array.isArray(value) ? (value as readonly Loose[]) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function queryOf({ body, method, query }: EmulatedRequest): Query | null {
  const given: Loose = method === 'GET' ? Object.fromEntries(query) : (JSON.parse(body === '' ? '{}' : body) as Loose);
  const [limit, offset] = [Number(given['limit'] ?? 1_000), Number(given['offset'] ?? 0)];
  if (!Number.isInteger(limit) || !Number.isInteger(offset) || limit <= 0 || offset < 0) return null;
  return {
    limit: Math.min(limit, mostRows),
    offset,
    equal: list(given['compareFilters'])
      .filter((filter) => text(filter['compareType']) === 'EQUAL')
      .map((filter) => ({ field: text(filter['fieldName']), value: text(filter['fieldValue']) })),
    ranges: list(given['dateRangeFilters']).map((filter) => ({
      field: text(filter['fieldName']),
      from: text(filter['startDate']),
      to: text(filter['endDate']),
    })),
  };
}

function matches(row: DataRow, { equal, ranges }: Query): boolean {
  return (
    equal.every(({ field, value }) => String(row[field] ?? '') === value) &&
    ranges.every(({ field, from, to }) => String(row[field] ?? '') >= from && String(row[field] ?? '') <= to)
  );
}

function csvText(rows: readonly DataRow[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => names.map((name) => `"${row[name] ?? ''}"`).join(','));
  return [names.map((name) => `"${name}"`).join(','), ...lines].join('\n');
}

/** What a question narrows down: days it reaches over, `YYYYMMDD`, empty texts when it does not say; fields that must equal a text. */
export type Narrowed = {
  readonly from: string;
  readonly to: string;
  readonly equal: Readonly<Record<string, string>>;
};

function narrowedBy({ ranges, equal }: Query): Narrowed {
  const compact = (text: string | undefined): string => {
    const date = (text ?? '').replaceAll('-', '');
    return /^\d{8}$/.test(date) ? date : '';
  };
  return {
    from: compact(ranges[0]?.from),
    to: compact(ranges[0]?.to),
    equal: Object.fromEntries(equal.map(({ field, value }) => [field, value])),
  };
}

/** Filters and pages rows the way the data API does: totals in headers, 204 for nothing, CSV unless JSON is asked for. */
export async function answerQuery(
  request: EmulatedRequest,
  rowsOf: (narrowed: Narrowed) => Promise<readonly DataRow[]>,
): Promise<Reply> {
  let query: Query | null = null;
  try {
    query = queryOf(request);
  } catch {
    query = null;
  }
  if (!query) return badRequest('The request could not be read');
  const asked = query;
  const { limit, offset } = asked;
  const found = (await rowsOf(narrowedBy(asked))).filter((row) => matches(row, asked));
  const page = found.slice(offset, offset + limit);
  if (page.length === 0) return textReply('', 'text/plain', {}, 204);
  const headers = {
    'record-total': String(found.length),
    'record-offset': String(offset),
    'record-limit': String(limit),
    'record-max-limit': String(mostRows),
  };
  return (request.headers['accept'] ?? '').includes('json')
    ? jsonReply(page, headers)
    : textReply(csvText(page), 'text/plain', headers);
}
