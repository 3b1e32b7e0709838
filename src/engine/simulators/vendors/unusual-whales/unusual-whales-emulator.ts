import { isTradingDay, previousTradingDay } from '../../../domain/calendar.ts';
import { realClock } from '../../real-clock.ts';
import type { MarketStory, StoryOption } from '../../story/market-story.ts';
import type { VendorEmulator } from '../kit/emulator.ts';
import { startHttpEmulator, type EmulatedRequest, type Route } from '../kit/http-emulator.ts';
import { createMinuteBudget, type BudgetState } from '../kit/minute-budget.ts';
import { jsonReply, type Reply } from '../kit/reply.ts';
import type { Answer, Asked } from './asked.ts';
import { chainAgeMs } from './channels.ts';
import { spotOf } from './exposures.ts';
import { createFlowAlerts } from './flow-alerts.ts';
import { createOptionTape } from './option-tape.ts';
import { badInput, notInPlan, overLimit, tooOld, unauthorised, wentWrong, withoutSocketScope } from './refusals.ts';
import { answers } from './routes.ts';
import { openSession } from './socket-session.ts';
import { countHeaders } from './venue-budget.ts';
import { dashed, undashed } from './wire-format.ts';

export const practiceToken = 'practice-uw-token';
/** Good for REST, refused at the socket's handshake. */
export const tokenWithoutSocket = 'noscope';

const perMinute = 120;
const perDay = 20_000;
const lookBackDays = 90;

export type Plan = {
  /** Paths, by their beginning, that the plan does not cover, and the code that says so. */
  readonly refused: Readonly<Record<string, string>>;
  readonly perMinute: number;
  readonly perDay: number;
};
export const fullPlan: Plan = { refused: {}, perMinute, perDay };

const tokenOf = (request: EmulatedRequest): string | null =>
  /^Bearer (\S+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? null;

const known = (token: string | null): boolean => token === practiceToken || token === tokenWithoutSocket;

function chainKeeper(story: MarketStory) {
  const kept = new Map<string, { readonly atMs: number; readonly options: readonly StoryOption[] }>();
  return (symbol: string): readonly StoryOption[] => {
    const now = story.now();
    const found = kept.get(symbol);
    if (found && now - found.atMs < chainAgeMs && now >= found.atMs) return found.options;
    const options = story.chain(symbol);
    kept.set(symbol, { atMs: now, options });
    return options;
  };
}

const tickerLike = /^[A-Z]{1,5}(?:\.[A-Z])?$/;
const dateLike = /^\d{4}-\d{2}-\d{2}$/;

function earliestOf(date: string): string {
  let day = date;
  for (let count = 0; count < lookBackDays; count += 1) day = previousTradingDay(day);
  return day;
}

/** What is wrong with ticker or date, by the vendor's own words; null when nothing is. */
function complaintOf(request: EmulatedRequest): string | null {
  const { ticker } = request.parts;
  const date = request.query.get('date');
  const complaints = [
    ticker !== undefined && !tickerLike.test(ticker) ? `Invalid path input: ${ticker} (valid example: AAPL)` : null,
    date !== null && (!dateLike.test(date) || !Number.isFinite(Date.parse(date)))
      ? `Invalid query input(s): date=${date} (valid example: date=2024-01-18)`
      : null,
  ].filter((each) => each !== null);
  return complaints.length === 0 ? null : complaints.join(' - ');
}

/** The emulator of a plan: what it leaves out is refused as the vendor refuses it. */
export function unusualWhalesEmulatorOf(plan: Plan): VendorEmulator {
  return {
    vendor: 'unusual-whales',
    start: async ({ story, log, port }) => {
      const budget = createMinuteBudget({ perMinute: plan.perMinute, perDay: plan.perDay, now: () => story.now() });
      const parts = {
        story,
        tape: createOptionTape(story),
        alerts: createFlowAlerts(story),
        chain: chainKeeper(story),
      };
      const counts = { joins: 0 };
      const states = new WeakMap<EmulatedRequest, BudgetState>();

      /** Key, then count, then plan and parameters: 401 comes without counters, everything after with them. */
      function before(request: EmulatedRequest): Reply | null {
        if (!known(tokenOf(request))) return unauthorised();
        const state = budget.take();
        states.set(request, state);
        const headers = countHeaders(state);
        if (state.over) return overLimit(Math.floor(story.now() / 60_000), headers);
        const code = Object.entries(plan.refused).find(([path]) => request.path.startsWith(path))?.[1];
        if (code !== undefined) return notInPlan(code, headers);
        const complaint = complaintOf(request);
        return complaint === null ? null : badInput(request, complaint, headers);
      }

      function askedOf(request: EmulatedRequest): Asked {
        const symbol = request.parts['ticker'] ?? '';
        const company = story.company(symbol);
        const asked = request.query.get('date');
        const date = asked === null ? story.tradingDate() : undashed(asked);
        const spot = company ? spotOf(story, symbol) : 0;
        return { ...parts, company, symbol, spot, parts: request.parts, query: request.query, date, now: story.now() };
      }

      async function reply(answer: Answer, request: EmulatedRequest): Promise<Reply> {
        const state = states.get(request);
        const headers = state ? countHeaders(state) : {};
        const asked = askedOf(request);
        const earliest = earliestOf(story.tradingDate());
        if (asked.date < earliest && !request.path.endsWith('/greek-exposure'))
          return tooOld(dashed(earliest), headers);
        const nothing = !isTradingDay(asked.date) || ('ticker' in request.parts && !asked.company);
        return jsonReply(nothing ? { data: [] } : await answer(asked), headers);
      }

      const routes: readonly Route[] = Object.entries(answers).map(([path, answer]) => ({
        method: 'GET',
        path,
        answer: (request) => reply(answer, request),
      }));

      const http = await startHttpEmulator({
        routes,
        log,
        ...(port === undefined ? {} : { port }),
        now: () => story.now(),
        after: (delayMs, task) => void realClock.after(delayMs, task),
        before,
        notFound: wentWrong,
        sockets: [
          {
            path: '/socket',
            accept: (request) => {
              const token = request.query.get('token');
              if (token === practiceToken) return null;
              return token === tokenWithoutSocket ? withoutSocketScope() : unauthorised();
            },
            open: (socket) => openSession(socket, parts, () => void (counts.joins += 1)),
          },
        ],
      });
      return {
        bases: { rest: http.origin, stream: http.socketOrigin },
        credentials: { token: practiceToken },
        addFault: http.addFault,
        clearFaults: http.clearFaults,
        statistics: () => ({ ...http.statistics(), refusedOverBudget: budget.refused(), joins: counts.joins }),
        close: http.close,
      };
    },
  };
}

export const unusualWhalesEmulator = unusualWhalesEmulatorOf(fullPlan);
