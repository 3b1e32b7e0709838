import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { firstRows } from '../first-rows.ts';
import { clockTime, number, table } from '../table.ts';

/** Mode, processes, gate, regime and feeds in one look. */
export const status: Command = {
  usage: 'status [--json]',
  summary: 'mode, processes, order gate, regime and feeds',
  flags: [],
  mostWords: 0,
  run: async ({ engine, json, output }) => {
    const host = engine.link('host');
    const [hosts, processes, gates, regimes, feeds, accounts] = await Promise.all([
      firstRows(host.watch.status),
      firstRows(host.watch.processes),
      firstRows(engine.link('execution').watch.gate),
      firstRows(engine.link('analytics').watch.regime),
      firstRows(engine.link('ingestion').watch.health),
      firstRows(engine.link('execution').watch.account),
    ]);
    const answer = {
      host: hosts?.[0] ?? null,
      processes: processes ?? [],
      gate: gates?.[0] ?? null,
      regime: regimes?.[0] ?? null,
      account: accounts?.[0] ?? null,
      feeds: feeds ?? null,
    };
    if (json) output.out(JSON.stringify(answer, null, 2));
    else {
      const { host: program, gate, regime, account } = answer;
      output.out(
        `Quorum ${program?.version ?? '?'}  ${(program?.mode ?? 'unknown').toUpperCase()}  ${program?.dataDirectory ?? ''}`,
      );
      if (program?.settingsProblem) output.out(`Settings: ${program.settingsProblem.message}`);
      if (program?.practice)
        output.out(
          `Practice market: day ${program.practice.tradingDate}, ${program.practice.speed}x, TWS port ${program.practice.twsPort ?? '–'}`,
        );
      output.out(
        `Gate: ${gate ? `${gate.state.toUpperCase()} ${gate.reason}` : 'unknown (execution does not answer)'}`,
      );
      output.out(`Regime: ${regime ? `${regime.regime} VIX ${number(regime.vix)}` : 'unknown'}`);
      output.out(`Net liquidation: ${number(account?.netLiquidation)}  day ${number(account?.dayPnl)}`);
      output.out('');
      output.out(
        table(
          [
            { title: 'process', text: (row) => row.process },
            { title: 'state', text: (row) => row.state },
            { title: 'pid', align: 'right', text: (row) => String(row.pid ?? '–') },
            { title: 'restarts', align: 'right', text: (row) => String(row.restarts) },
            { title: 'last exit', text: (row) => row.lastExit },
          ],
          answer.processes,
        ),
      );
      if (answer.feeds) {
        output.out('');
        output.out(
          table(
            [
              { title: 'feed', text: (row) => row.title },
              { title: 'phase', text: (row) => row.phase },
              { title: 'since', text: (row) => clockTime(row.since) },
              { title: 'msg/s', align: 'right', text: (row) => number(row.messagesPerSecond, 0) },
              { title: 'detail', text: (row) => row.detail },
            ],
            answer.feeds,
          ),
        );
      }
    }
    return answer.host === null ? exitCodes.failed : exitCodes.done;
  },
};
