import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { firstRows } from '../first-rows.ts';
import { clockTime, number, table } from '../table.ts';

/** Today's orders, unknown ones first. */
export const orders: Command = {
  usage: 'orders [--json]',
  summary: 'orders with their states; UNKNOWN first',
  flags: [],
  mostWords: 0,
  run: async ({ engine, json, output }) => {
    const rows = await firstRows(engine.link('execution').watch.orders);
    if (rows === null) {
      output.err('The execution process does not answer.');
      return exitCodes.failed;
    }
    const sorted = [...rows].sort(
      (left, right) =>
        Number(right.state === 'unknown') - Number(left.state === 'unknown') || right.updatedTime - left.updatedTime,
    );
    output.out(
      json
        ? JSON.stringify(sorted, null, 2)
        : table(
            [
              { title: 'time ET', text: (row) => clockTime(row.createdTime) },
              { title: 'instrument', text: (row) => row.instrument },
              { title: 'side', text: (row) => row.side },
              { title: 'qty', align: 'right', text: (row) => number(row.quantity, 0) },
              { title: 'type', text: (row) => row.type },
              { title: 'limit', align: 'right', text: (row) => number(row.limitPrice) },
              { title: 'stop', align: 'right', text: (row) => number(row.stopPrice) },
              { title: 'state', text: (row) => (row.state === 'unknown' ? 'UNKNOWN' : row.state) },
              { title: 'filled', align: 'right', text: (row) => number(row.filled, 0) },
              { title: 'average', align: 'right', text: (row) => number(row.averageFillPrice) },
              { title: 'reason', text: (row) => row.reason },
            ],
            sorted,
          ),
    );
    return exitCodes.done;
  },
};
