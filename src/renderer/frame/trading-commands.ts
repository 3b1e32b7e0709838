import { links } from '../bridge/links.ts';
import { gateFeed, positions } from '../stores/feeds.ts';
import { useSymbols } from '../stores/symbols.ts';
import { requestTicket } from '../stores/ticket-request.ts';
import { toast } from '../stores/toasts.ts';
import type { OrderSide } from '../../engine/domain/order.ts';
import type { Outcome } from '../../engine/domain/outcome.ts';
import { registerCommands } from './commands/registry.ts';
import { openDialog } from './dialogs.ts';
import { openWindow } from './workspace-actions.ts';

type Answer = Outcome<{ readonly accepted: boolean; readonly message: string }>;

/** Says what became of a command. An answer that never came is unknown, not failed. */
export function reportAnswer(what: string, answer: Answer): void {
  if (answer.ok) return void toast(answer.value.accepted ? 'good' : 'attention', what, answer.value.message);
  const unknown = answer.failure.code === 'outcome-unknown' || answer.failure.code === 'timeout';
  toast('danger', unknown ? `${what}: outcome unknown` : `${what}: not done`, answer.failure.message);
}

function ticket(side: OrderSide): void {
  const ticker = useSymbols.getState().focused;
  requestTicket({ ticker, side });
  openWindow('trade', { ticker });
}

function sendNow(side: OrderSide): void {
  const ticker = useSymbols.getState().focused;
  const gate = gateFeed.store.getState().items.get('gate');
  if (!gate?.oneClickArmed)
    return void toast(
      'attention',
      'One-click sending is off',
      'Arm it with the padlock in the ticket or through the palette.',
    );
  requestTicket({ ticker, side, sendNow: true });
  openWindow('trade', { ticker });
}

async function flattenFocused(): Promise<void> {
  const ticker = useSymbols.getState().focused;
  const held = [...positions.store.getState().items.values()].find(
    (position) => position.ticker === ticker && position.quantity !== 0,
  );
  if (!held) return void toast('info', `${ticker}: no position to flatten`);
  const answer = await links().execution.call.flatten({
    instrument: held.instrument,
    origin: { source: 'hotkey', label: 'Flatten' },
  });
  reportAnswer(`Flatten ${ticker}`, answer);
}

async function cancelAll(): Promise<void> {
  reportAnswer('Cancel all orders', await links().execution.call.cancelAll({}));
}

async function armOneClick(on: boolean): Promise<void> {
  reportAnswer(
    on ? 'One-click sending on' : 'One-click sending off',
    await links().execution.call.arm({ what: 'one-click', on, confirm: on ? 'ARM' : '' }),
  );
}

async function disarmLive(): Promise<void> {
  reportAnswer('Live trading disarmed', await links().execution.call.arm({ what: 'live', on: false, confirm: '' }));
}

/** Keys that trade, or stop trading. */
export function registerTradingCommands(): () => void {
  positions.retain();
  gateFeed.retain();
  const section = 'Trade';
  const global = 'global';
  return registerCommands([
    {
      id: 'trade.buy',
      title: 'Buy: fill in the ticket',
      section,
      scope: global,
      keys: 'B',
      words: 'order long',
      run: () => ticket('BUY'),
    },
    {
      id: 'trade.sell',
      title: 'Sell: fill in the ticket',
      section,
      scope: global,
      keys: 'S',
      words: 'order short',
      run: () => ticket('SELL'),
    },
    {
      id: 'trade.buy-now',
      title: 'Buy now (one-click armed)',
      section,
      scope: global,
      keys: 'Shift+B',
      run: () => sendNow('BUY'),
    },
    {
      id: 'trade.sell-now',
      title: 'Sell now (one-click armed)',
      section,
      scope: global,
      keys: 'Shift+S',
      run: () => sendNow('SELL'),
    },
    {
      id: 'trade.flatten',
      title: 'Flatten the position in this symbol',
      section,
      scope: global,
      keys: 'F',
      words: 'close exit',
      run: () => void flattenFocused(),
    },
    {
      id: 'trade.cancel-all',
      title: 'Cancel all orders',
      section,
      scope: global,
      keys: 'Escape Escape',
      inFields: true,
      run: () => void cancelAll(),
    },
    {
      id: 'trade.arm',
      title: 'Arm one-click sending',
      section,
      scope: global,
      keys: '',
      run: () => void armOneClick(true),
    },
    {
      id: 'trade.disarm',
      title: 'Disarm one-click sending',
      section,
      scope: global,
      keys: '',
      run: () => void armOneClick(false),
    },
    {
      id: 'trade.arm-live',
      title: 'Arm live trading…',
      section,
      scope: global,
      keys: '',
      run: () => openDialog('arm-live'),
    },
    {
      id: 'trade.disarm-live',
      title: 'Disarm live trading',
      section,
      scope: global,
      keys: '',
      run: () => void disarmLive(),
    },
    {
      id: 'trade.kill',
      title: 'Kill switch…',
      section,
      scope: global,
      keys: 'Mod+Shift+X',
      inFields: true,
      words: 'stop halt panic',
      run: () => openDialog('kill'),
    },
    {
      id: 'trade.release',
      title: 'Release the kill switch…',
      section,
      scope: global,
      keys: '',
      run: () => openDialog('release'),
    },
    {
      id: 'trade.reconcile',
      title: 'Reconcile with the broker',
      section,
      scope: global,
      keys: '',
      run: () =>
        void links()
          .execution.call.reconcile({})
          .then((answer) => reportAnswer('Reconcile', answer)),
    },
  ]);
}
