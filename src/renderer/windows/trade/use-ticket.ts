import { useEffect, useMemo, useRef, useState } from 'react';
import type { OrderSide } from '../../../engine/domain/order.ts';
import { accounts, gateFeed, hostStatus, positions, quoteOf, scoreRows, watchlist } from '../../stores/feeds.ts';
import { useLinkStatus } from '../../stores/link-status.ts';
import { currentSettings, useSettings } from '../../stores/settings.ts';
import { useSilence } from '../../stores/silence.ts';
import { useTicketRequest } from '../../stores/ticket-request.ts';
import { toast } from '../../stores/toasts.ts';
import { useFeed, useFeedItem } from '../../stores/use-feed.ts';
import { repriced, startDraft, type Draft } from './draft.ts';
import { levelsOf, type Levels } from './levels.ts';
import { filledOrder, type Filled } from './order-of.ts';
import { useReach } from './reach.ts';
import { sendPermission } from './send-permission.ts';
import { claimWish } from './ticket-wish.ts';
import { usePreview } from './use-preview.ts';
import { useSubmission } from './use-submission.ts';

/** A one-click wish that could not be sent by then is dropped: nothing may fire later by surprise. */
const sendNowWithinMs = 4_000;
const usualTick = 0.01;

function usePosition(instrument: string): number {
  return useFeed(positions, ({ items }) => items.get(instrument)?.quantity ?? 0);
}

/** The side the score speaks for. */
function sideOf(ticker: string): OrderSide {
  return scoreRows.store.getState().items.get(ticker)?.score.direction === 'bearish' ? 'SELL' : 'BUY';
}

export type Ticket = ReturnType<typeof useTicket>;

/** Everything the ticket shows of one symbol, and what can be done with it. */
export function useTicket(ticker: string, visible: boolean) {
  const known = useFeedItem(watchlist, ticker)?.instrument ?? null;
  const instrument = known?.id ?? (ticker === '' ? '' : `${ticker}.STK`);
  const tick = known && known.minTick > 0 ? known.minTick : usualTick;
  const quote = useFeedItem(quoteOf(instrument), instrument);
  const gate = useFeedItem(gateFeed, 'gate');
  const hostMode = useFeedItem(hostStatus, 'host')?.mode;
  const mode = gate?.mode ?? hostMode ?? null;
  const position = usePosition(instrument);
  const equity = useFeed(accounts, ({ items }) => [...items.values()][0]?.netLiquidation ?? null);
  const scored = useFeedItem(scoreRows, ticker)?.score ?? null;
  const reach = useReach(ticker, instrument, quote?.last ?? null);
  const connected = useLinkStatus((state) => state.execution?.phase === 'open');
  const silent = useSilence((state) => state.execution !== undefined);
  const serial = useTicketRequest((state) => state.request?.serial ?? 0);
  const submission = useSubmission();
  const { phase, intent, edit } = submission;
  const [sendBy, setSendBy] = useState<number | null>(null);

  const begin = (
    side: OrderSide,
    more: { readonly limitPrice?: number | null; readonly stopPrice?: number | null } = {},
  ) =>
    startDraft({
      ...more,
      ticker,
      side,
      position,
      riskPercent: currentSettings().risk.defaultRiskPercent,
      touch: quote ? { bid: quote.bid, ask: quote.ask, last: quote.last } : null,
    });
  const [draft, setDraft] = useState<Draft>(() => begin(sideOf(ticker)));

  // A symbol or a wish is a new ticket; what was under review is put away, what was sent stays until it is known.
  const beginRef = useRef(begin);
  const phaseKind = useRef(phase.kind);
  useEffect(() => {
    beginRef.current = begin;
    phaseKind.current = phase.kind;
  });
  useEffect(() => {
    const wish = claimWish(ticker);
    if (phaseKind.current === 'sending') {
      if (wish)
        toast('attention', 'The ticket is busy', 'An order is on its way; press again when its outcome is shown.');
      return;
    }
    edit();
    setSendBy(wish?.sendNow ? Date.now() + sendNowWithinMs : null);
    setDraft((before) =>
      wish ? beginRef.current(wish.side, wish) : before.ticker === ticker ? before : beginRef.current(sideOf(ticker)),
    );
  }, [ticker, serial, edit]);

  // The first quote fills in the prices.
  const hasTouch =
    draft.touch !== null && (draft.touch.bid !== null || draft.touch.ask !== null || draft.touch.last !== null);
  useEffect(() => {
    if (!hasTouch && quote && draft.ticker === ticker) setDraft((before) => repriced(before, quote));
  }, [hasTouch, quote, draft.ticker, ticker]);

  const levels: Levels = useMemo(() => levelsOf(draft, { reach, tick }), [draft, reach, tick]);
  const multiplier = known?.multiplier ?? 1;
  const { maxQuantity, maxNotional } = useSettings().risk;
  const filled: Filled = useMemo(
    () =>
      filledOrder(draft, {
        levels,
        intent,
        instrument,
        multiplier,
        equity,
        mode,
        most: { quantity: maxQuantity, notional: maxNotional },
      }),
    [draft, levels, intent, instrument, multiplier, equity, mode, maxQuantity, maxNotional],
  );
  const order = draft.ticker === ticker && instrument !== '' ? filled.order : null;
  const preview = usePreview(
    phase.kind === 'editing' || phase.kind === 'reviewing' ? order : null,
    visible || sendBy !== null,
  );
  const permission = sendPermission({ gate, preview: preview.current, connected: connected ?? false, silent });

  // One-click: goes out once, when the checks of exactly this order have passed.
  const { send } = submission;
  const refusal = permission.may ? null : permission.reason;
  const checked = preview.current !== null;
  const missing = Object.values(filled.problems)[0] ?? preview.failure?.message ?? null;
  const armed = gate?.oneClickArmed === true;
  useEffect(() => {
    if (sendBy === null || phase.kind !== 'editing') return;
    const drop = (reason: string): void => {
      setSendBy(null);
      toast('attention', `${ticker}: not sent`, reason);
    };
    if (order && checked) {
      if (!armed) return drop('One-click sending is off.');
      if (refusal !== null) return drop(refusal);
      setSendBy(null);
      return send(order);
    }
    const timer = setTimeout(
      () => drop(missing ?? 'Prices and checks were not known in time.'),
      Math.max(0, sendBy - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [sendBy, phase.kind, order, checked, armed, refusal, missing, ticker, send]);

  return {
    ticker,
    instrument,
    known,
    tick,
    quote,
    gate,
    mode,
    position,
    equity,
    scored,
    reach,
    submission,
    draft,
    setDraft,
    levels,
    filled,
    order,
    preview,
    permission,
    sendingSoon: sendBy !== null,
    chooseSide: (side: OrderSide): void =>
      setDraft((before) =>
        before.side === side ? before : { ...begin(side), type: before.type, touch: before.touch },
      ),
    reprice: (): void => {
      if (quote) setDraft((before) => repriced(before, quote));
    },
  };
}
