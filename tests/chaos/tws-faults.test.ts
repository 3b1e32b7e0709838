import { describe, expect, test } from 'vitest';
import { aapl, spy } from '../../src/engine/simulators/tws/testing/test-instruments.ts';
import type { Book } from '../../src/engine/domain/book.ts';
import type { Quote } from '../../src/engine/domain/quote.ts';
import type { BrokerEvent, BrokerOrder } from '../../src/engine/ports/broker.ts';
import { openIbkr, type OpenIbkr } from '../conformance/open-ibkr.ts';
import { eventually } from '../support/eventually.ts';

async function ready(options: Parameters<typeof openIbkr>[0] = {}): Promise<OpenIbkr> {
  const all = await openIbkr(options);
  await eventually(() => expect(all.session.connection().phase).toBe('ready'));
  return all;
}

function watch({ market }: OpenIbkr, instrument = spy) {
  const quotes: Quote[] = [];
  const problems: (string | null)[] = [];
  market.quotes(instrument, {
    onQuote: (quote) => void quotes.push(quote),
    onProblem: (failure) => void problems.push(failure?.code ?? null),
  });
  return { quotes, problems, last: () => quotes.at(-1) };
}

/** Moves the market until the line shows it. */
async function shows(world: OpenIbkr, seen: ReturnType<typeof watch>, bid: number, instrument = spy): Promise<void> {
  await eventually(() => {
    world.venue.setQuote(instrument.id, { bid, ask: bid + 0.02 });
    expect(seen.last()?.bid).toBe(bid);
  });
}

const limitOrder = (orderId: number): BrokerOrder => ({
  orderId,
  intent: `intent-${orderId}`,
  instrument: spy,
  account: 'DU1234567',
  side: 'BUY',
  quantity: 5,
  type: 'LMT',
  limitPrice: 500,
  stopPrice: null,
  trailAmount: null,
  timeInForce: 'DAY',
  outsideRth: false,
  parentOrderId: null,
  ocaGroup: null,
});

describe('the connection breaks', () => {
  test.each([
    ['reset', { kind: 'reset' }],
    ['orderly close', { kind: 'close' }],
    ['a frame beyond the limit', { kind: 'huge-frame' }],
    ['restart', { kind: 'restart', downRealMs: 60 }],
  ] as const)('%s: reconnects with the same id and restores the line', async (_, fault) => {
    const world = await ready();
    const seen = watch(world);
    await shows(world, seen, 601);
    world.simulator.faults.inject(fault);
    await eventually(() => expect(world.session.statistics().reconnects).toBe(1));
    await shows(world, seen, 602);
    expect(seen.problems).toContain('not-connected');
    expect(seen.problems.at(-1)).toBeNull();
    expect(world.simulator.clients().map((client) => client.clientId)).toEqual([72]);
  });

  test('half-open: found by silence, replaced, the line restored', async () => {
    const world = await ready({ timings: { pingMs: 30, pingDeadlineMs: 60 } });
    const seen = watch(world);
    await shows(world, seen, 601);
    world.simulator.faults.inject({ kind: 'half-open' });
    await eventually(() => expect(seen.problems.at(-1)).toBe('not-connected'));
    // TWS does not know yet that we are gone and refuses the id to our second self.
    await eventually(() => expect(world.session.connection().failure?.code).toBe('client-id-in-use'));
    await world.simulator.restart();
    await shows(world, seen, 603);
  });

  test('a stall shorter than the deadline costs no connection', async () => {
    const world = await ready({ timings: { pingMs: 50, pingDeadlineMs: 2_000 } });
    const seen = watch(world);
    await shows(world, seen, 601);
    world.simulator.faults.inject({ kind: 'stall', forRealMs: 300 });
    await shows(world, seen, 602);
    expect(world.session.statistics().reconnects).toBe(0);
  });

  test('byte by byte: nothing is lost or torn', async () => {
    const world = await ready();
    world.simulator.faults.inject({ kind: 'bytes', mode: 'fragment', size: 1 });
    const seen = watch(world);
    await shows(world, seen, 604);
    expect(world.session.statistics().faults).toBe(0);
  });

  test('a frame of garbage is counted and costs nothing behind it', async () => {
    const world = await ready();
    const seen = watch(world);
    world.simulator.faults.inject({ kind: 'garbage' });
    await shows(world, seen, 602);
    expect(world.session.statistics()).toMatchObject({ faults: expect.any(Number), reconnects: 0 });
    expect(world.session.statistics().faults).toBeGreaterThan(0);
  });

  test('a mute handshake is given up and tried again', async () => {
    const world = await ready({ timings: { connectMs: 80 } });
    world.simulator.faults.inject({ kind: 'mute-handshake', on: true });
    world.simulator.faults.inject({ kind: 'reset' });
    await eventually(() => expect(world.session.connection().failure?.message ?? '').toMatch(/says nothing|greeting/));
    world.simulator.faults.inject({ kind: 'mute-handshake', on: false });
    await eventually(() => expect(world.session.connection().phase).toBe('ready'));
  });

  test('a client id already in use is said and waited out, without a loop', async () => {
    const first = await ready({ clientId: 7 });
    const { IbkrSession } = await import('../../src/engine/adapters/ibkr/session.ts');
    const { log, clock, simulator } = first;
    const second = new IbkrSession({ host: '127.0.0.1', port: simulator.port, clientId: 7, clock, log });
    second.start();
    await eventually(() => expect(second.connection().failure?.code).toBe('client-id-in-use'));
    const tried = simulator.stats.connections;
    await shows(first, watch(first), 605);
    expect(simulator.stats.connections).toBe(tried);
    second.close();
  });
});

describe('TWS loses its own link', () => {
  test('1100 degrades, 1102 keeps the lines, 1101 opens them again', async () => {
    const world = await ready();
    const seen = watch(world);
    await shows(world, seen, 601);
    world.simulator.faults.inject({ kind: 'info-code', code: 1100 });
    await eventually(() => expect(world.session.connection().phase).toBe('degraded'));
    world.simulator.faults.inject({ kind: 'info-code', code: 1102 });
    await eventually(() => expect(world.session.connection().phase).toBe('ready'));
    world.simulator.faults.inject({ kind: 'info-code', code: 1101 });
    await shows(world, seen, 602);
    expect(world.session.connection().notices.map((notice) => notice.code)).toEqual(
      expect.arrayContaining([1100, 1101, 1102]),
    );
  });

  test('a feed that died silently with its farm is opened again', async () => {
    const world = await ready();
    const seen = watch(world);
    await shows(world, seen, 601);
    world.simulator.faults.inject({
      kind: 'info-code',
      code: 2103,
      text: 'Market data farm connection is broken:usfarm',
    });
    world.simulator.faults.inject({ kind: 'dead-feed', feed: 'marketData', on: true });
    world.simulator.faults.inject({ kind: 'info-code', code: 2104, text: 'Market data farm connection is OK:usfarm' });
    const before = seen.quotes.length;
    world.simulator.faults.inject({ kind: 'dead-feed', feed: 'marketData', on: false });
    await eventually(() => expect(seen.problems).toContain('not-connected'));
    await shows(world, seen, 603);
    expect(seen.quotes.length).toBeGreaterThan(before);
  });
});

describe('entitlements', () => {
  test('delayed data is shown and marked as such', async () => {
    const world = await ready();
    world.simulator.faults.inject({ kind: 'entitlement', symbol: 'AAPL', value: 'delayed' });
    const seen = watch(world, aapl);
    await eventually(() => expect(seen.last()).toMatchObject({ dataType: 'delayed', bid: 250 }));
    expect(seen.problems).toEqual(['delayed-only']);
  });

  test('no entitlement is a problem of that symbol alone', async () => {
    const world = await ready();
    world.simulator.faults.inject({ kind: 'entitlement', symbol: 'AAPL', value: 'none' });
    const denied = watch(world, aapl);
    const seen = watch(world);
    await eventually(() => expect(denied.problems).toEqual(['no-entitlement']));
    await shows(world, seen, 601);
    expect(denied.quotes).toEqual([]);
  });

  test('a competing session is a problem of every line, and said', async () => {
    const world = await ready();
    const seen = watch(world);
    await shows(world, seen, 601);
    world.simulator.faults.inject({ kind: 'competing-session', on: true });
    await eventually(() => expect(seen.problems.at(-1)).toBe('no-data'));
  });
});

describe('depth', () => {
  test('a reset is passed on as a gap in the book', async () => {
    const world = await ready();
    const books: Book[] = [];
    world.market.depth(spy, 5, { onBook: (book) => void books.push(book), onProblem: () => undefined });
    const level = { price: 600, size: 1, maker: 'ARCA' };
    await eventually(() => {
      world.venue.setDepth(spy.id, { bids: [level], asks: [{ ...level, price: 600.1 }] });
      expect(books.at(-1)?.bids).toHaveLength(1);
    });
    world.simulator.faults.inject({ kind: 'depth-reset', code: 317 });
    await eventually(() => expect(books.some((book) => book.gap)).toBe(true));
  });

  test('a fourth book is refused with its own code', async () => {
    const world = await ready();
    const codes: string[] = [];
    for (const levels of [1, 2, 3, 4]) {
      world.market.depth(spy, levels, {
        onBook: () => undefined,
        onProblem: (failure) => void codes.push(failure?.code ?? 'none'),
      });
    }
    await eventually(() => expect(codes).toEqual(['depth-limit']));
  });
});

describe('what is said about orders', () => {
  test('malformed reject details cost no message behind them', async () => {
    const world = await ready();
    const events: BrokerEvent[] = [];
    world.broker.onEvent((event) => void events.push(event));
    world.simulator.faults.inject({ kind: 'bad-json' });
    const id = world.broker.nextOrderIdHint() ?? 1;
    world.broker.place([limitOrder(id)]);
    await eventually(() =>
      expect(events).toContainEqual(expect.objectContaining({ kind: 'status', status: 'Submitted' })),
    );
  });

  test('the id hint may roll back; ids seen on orders still count', async () => {
    const world = await ready();
    const id = (world.broker.nextOrderIdHint() ?? 1) + 10;
    world.broker.place([limitOrder(id)]);
    await eventually(async () => {
      const state = await world.broker.snapshot();
      expect(state.ok && state.value.openOrders).toHaveLength(1);
    });
    world.simulator.faults.inject({ kind: 'nextValidId-rollback', by: 5 });
    world.simulator.faults.inject({ kind: 'reset' });
    await eventually(() => expect(world.session.statistics().reconnects).toBe(1));
    expect(world.broker.nextOrderIdHint()).toBeGreaterThan(id);
  });

  test('after a restart the order is still there under its reference', async () => {
    const world = await ready();
    const id = world.broker.nextOrderIdHint() ?? 1;
    world.broker.place([limitOrder(id)]);
    await eventually(async () => expect((await world.broker.snapshot()).ok).toBe(true));
    await world.simulator.restart(50);
    await eventually(async () => {
      const state = await world.broker.snapshot();
      expect(state.ok && state.value.openOrders).toMatchObject([{ orderId: id, orderRef: `intent-${id}` }]);
    });
  });

  test('a snapshot cut off half-way is a failure, never a short list', async () => {
    const world = await ready();
    world.simulator.faults.inject({ kind: 'drop', message: 'positionEnd' });
    const asked = world.broker.snapshot();
    world.simulator.faults.inject({ kind: 'reset' });
    expect(await asked).toMatchObject({ ok: false });
  });

  test('50,000 messages at once: nothing is lost and orders still go out', async () => {
    const world = await ready();
    const before = world.session.statistics().messages;
    world.simulator.faults.inject({ kind: 'burst', messages: 50_000 });
    const id = world.broker.nextOrderIdHint() ?? 1;
    expect(world.broker.place([limitOrder(id)]).ok).toBe(true);
    await eventually(() => expect(world.session.statistics().messages - before).toBeGreaterThanOrEqual(50_000));
    await eventually(() => expect(world.simulator.orders()).toHaveLength(1));
    expect(world.session.connection().phase).toBe('ready');
  });
});
