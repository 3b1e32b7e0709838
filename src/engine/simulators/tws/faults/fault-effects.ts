import type { Connection } from '../net/connection.ts';
import { bulletin } from '../encode/news.ts';
import { tickPrice } from '../encode/market-data.ts';
import type { Session, SubscriptionKind } from '../session/session.ts';
import type { World } from '../session/world.ts';
import { messageText } from '../wire/field-writer.ts';
import { maxFrameBytes } from '../wire/frame-reader.ts';
import { answerIds } from '../wire/message-ids.ts';
import { sendNextId } from '../requests/session-requests.ts';
import type { FaultAction } from './fault-script.ts';

type Deps = { readonly world: World; readonly restart: (downRealMs: number) => void };

const infoTexts: Readonly<Record<number, string>> = {
  1100: 'Connectivity between IBKR and Trader Workstation has been lost.',
  1101: 'Connectivity between IBKR and Trader Workstation has been restored - data lost.',
  1102: 'Connectivity between IBKR and Trader Workstation has been restored - data maintained.',
  2103: 'Market data farm connection is broken:usfarm',
  2104: 'Market data farm connection is OK:usfarm',
  2105: 'HMDS data farm connection is broken:ushmds',
  2106: 'HMDS data farm connection is OK:ushmds',
  2110: 'Connectivity between Trader Workstation and server is broken. It will be restored automatically.',
  2157: 'Sec-def data farm connection is broken:secdefnj',
  2158: 'Sec-def data farm connection is OK:secdefnj',
};

const dataKinds: readonly SubscriptionKind[] = [
  'marketData',
  'depth',
  'tickByTick',
  'realTimeBars',
  'history',
  'account',
  'pnl',
  'pnlSingle',
];

/** What each fault does to the world and to the connections it concerns. */
export function applyFault(deps: Deps, action: FaultAction, connections: readonly Connection[]): void {
  const { world } = deps;
  const { switches } = world;
  switch (action.kind) {
    case 'mute-handshake':
      switches.muteHandshake = action.on;
      return;
    case 'competing-session':
      return compete(world, action.on);
    case 'entitlement':
      switches.entitlements.set(action.symbol, action.value);
      return;
    case 'omit-order-status':
      switches.omitOrderStatus = action.on;
      return;
    case 'dead-feed':
      return void (action.on ? switches.deadFeeds.add(action.feed) : switches.deadFeeds.delete(action.feed));
    case 'restart':
      return deps.restart(action.downRealMs ?? 0);
    case 'reject-next':
      return rejectNext(world, action);
    case 'correct-execution':
      return correct(world, action);
    case 'clear':
      return clear(world, connections);
    default:
      for (const connection of connections) applyToConnection(world, action, connection);
  }
}

function applyToConnection(world: World, action: FaultAction, connection: Connection): void {
  const { session } = connection;
  switch (action.kind) {
    case 'reset':
      return connection.reset();
    case 'close':
      return connection.end();
    case 'half-open':
      connection.freeze();
      return connection.outbox.goDead();
    case 'stall':
      connection.freeze();
      return void world.wall.after(action.forRealMs, () => connection.thaw());
    case 'bytes':
      return connection.outbox.setMode(action);
    case 'garbage':
      return connection.outbox.write('\u0007garbage\0not a message\0');
    case 'raw':
      return connection.deliver(messageText(action.fields));
    case 'huge-frame':
      return hugeFrame(connection);
    case 'bad-json':
      return connection.deliver(
        messageText([answerIds.error, 2, -1, 2148, 'Malformed detail follows', '{"reject": [unterminated']),
      );
    case 'info-code':
      return session ? inform(session, action) : undefined;
    case 'nextValidId-rollback':
      world.switches.nextIdShift = -action.by;
      return session ? sendNextId(session) : undefined;
    case 'depth-reset':
      return session ? resetDepth(session, action.code ?? 317) : undefined;
    case 'bulletin':
      return session?.bulletins ? announce(session, action) : undefined;
    case 'burst':
      return session ? burst(session, action.messages) : undefined;
    default:
      return undefined;
  }
}

function rejectNext(world: World, action: Extract<FaultAction, { kind: 'reject-next' }>): void {
  const json = action.json === undefined ? {} : { rejectJson: action.json };
  const message = action.text ?? 'Order rejected - reason:Scripted rejection';
  world.brokerage.rejectNext({ code: action.code ?? 201, message, ...json });
}

/** Announces a frame above the limit and sends a little of it. */
function hugeFrame(connection: Connection): void {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32BE(maxFrameBytes + 2, 0);
  connection.outbox.writeBytes(bytes);
}

function inform(session: Session, action: Extract<FaultAction, { kind: 'info-code' }>): void {
  session.error(
    action.id ?? -1,
    action.code,
    action.text ?? infoTexts[action.code] ?? `Scripted notice ${action.code}`,
  );
  // Data lost: TWS has forgotten the subscriptions, the client must ask again.
  if (action.code !== 1101) return;
  for (const kind of dataKinds) for (const requestId of session.requestIds(kind)) session.cancel(kind, requestId);
}

function compete(world: World, on: boolean): void {
  world.switches.competingSession = on;
  if (!on) return;
  for (const session of world.sessions()) {
    for (const requestId of session.requestIds('marketData'))
      session.error(requestId, 10197, 'No market data during competing live session');
  }
}

function resetDepth(session: Session, code: 316 | 317): void {
  for (const [requestId, subscription] of [...session.subscriptions('depth')]) {
    if (code === 316) {
      session.error(requestId, 316, 'Market depth data has been HALTED. Please re-subscribe.');
      session.cancel('depth', requestId);
    } else {
      session.error(
        requestId,
        317,
        'Market depth data has been RESET. Please empty deep book contents before applying any new entries.',
      );
      subscription.restart?.();
    }
  }
}

function announce(session: Session, action: Extract<FaultAction, { kind: 'bulletin' }>): void {
  const number = session.world.clock.now() % 1_000_000;
  session.send(bulletin({ number, type: action.type, text: action.text, exchange: action.exchange ?? '' }));
}

/** A flood of quotes on the client's first line, or on request 0 when it has none. */
function burst(session: Session, messages: number): void {
  const requestId = session.requestIds('marketData')[0] ?? 0;
  for (let index = 0; index < messages; index += 1)
    session.send(tickPrice(requestId, 1 + (index % 2), 100 + (index % 100) / 100, 100));
}

function correct(world: World, action: Extract<FaultAction, { kind: 'correct-execution' }>): void {
  const all = world.brokerage.executions();
  const target = action.execId === undefined ? all.at(-1) : all.find((execution) => execution.execId === action.execId);
  if (target) world.brokerage.correctExecution(target.execId, target.price + action.by);
}

/** Back to normal: everything that was switched on is off. */
function clear(world: World, connections: readonly Connection[]): void {
  const { switches } = world;
  switches.muteHandshake = false;
  switches.competingSession = false;
  switches.omitOrderStatus = false;
  switches.nextIdShift = 0;
  switches.deadFeeds.clear();
  switches.entitlements.clear();
  for (const connection of connections) connection.outbox.setMode({ mode: 'normal' });
}
