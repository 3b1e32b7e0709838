import type { EndpointHealth, VendorHealth } from '../../../engine/contract/health-schemas.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { firstRows } from '../first-rows.ts';
import { clockTime, number, table } from '../table.ts';

function budget(used: number, limit: number | null): string {
  return limit === null ? number(used, 0) : `${number(used, 0)}/${number(limit, 0)}`;
}

function errorsOf({ errors }: EndpointHealth): string {
  const kinds = Object.entries(errors).map(([kind, count]) => `${kind} ${count}`);
  return kinds.length === 0 ? '–' : kinds.join(', ');
}

function vendorTable(vendors: readonly VendorHealth[]): string {
  return table(
    [
      { title: 'vendor', text: (row) => row.title },
      { title: 'state', text: (row) => row.state },
      { title: 'key', text: (row) => row.credentials },
      { title: 'minute', align: 'right', text: (row) => budget(row.minuteUsed, row.minuteLimit) },
      { title: 'today', align: 'right', text: (row) => budget(row.dayUsed, row.dayLimit) },
      { title: 'over budget', align: 'right', text: (row) => String(row.rateLimited) },
      { title: 'why', text: (row) => row.reason },
    ],
    vendors,
  );
}

function endpointTable(endpoints: readonly EndpointHealth[]): string {
  return table(
    [
      { title: 'endpoint', text: (row) => row.key },
      { title: 'state', text: (row) => row.state },
      { title: 'breaker', text: (row) => row.breaker },
      { title: 'last', text: (row) => clockTime(row.lastSuccessTime) },
      { title: 'next', text: (row) => clockTime(row.nextDueTime) },
      { title: 'p50 ms', align: 'right', text: (row) => number(row.latencyP50Ms, 0) },
      { title: 'p99 ms', align: 'right', text: (row) => number(row.latencyP99Ms, 0) },
      { title: 'facts', align: 'right', text: (row) => number(row.facts, 0) },
      { title: 'refused', align: 'right', text: (row) => number(row.refusals, 0) },
      { title: 'gaps', align: 'right', text: (row) => String(row.gaps) },
      { title: 'errors', text: errorsOf },
      { title: 'why', text: (row) => row.reason },
    ],
    endpoints,
  );
}

/** Every feed, vendor and endpoint with its age, budget and errors. Exit code 1 when something fails. */
export const health: Command = {
  usage: 'health [VENDOR] [--json]',
  summary: 'feeds, vendors and endpoints: age, latency, budget, errors, gaps, cost',
  flags: [],
  mostWords: 1,
  run: async ({ words, engine, json, output }) => {
    const { watch } = engine.link('ingestion');
    const [feeds, vendors, endpoints, files, quality] = await Promise.all([
      firstRows(watch.health),
      firstRows(watch.vendors),
      firstRows(watch.endpoints),
      firstRows(watch.feedsFile),
      firstRows(watch.quality),
    ]);
    if (!feeds || !vendors || !endpoints) {
      output.err('Ingestion does not answer: nothing is known of the feeds.');
      return exitCodes.failed;
    }
    const [wanted] = words;
    if (wanted !== undefined && !vendors.some((row) => row.vendor === wanted)) {
      output.err(`There is no vendor "${wanted}". Known: ${vendors.map((row) => row.vendor).join(', ') || 'none'}`);
      return exitCodes.usage;
    }
    const ofWanted = (row: { readonly vendor: string }): boolean => wanted === undefined || row.vendor === wanted;
    const answer = {
      feeds: wanted === undefined ? feeds : [],
      vendors: vendors.filter(ofWanted),
      endpoints: endpoints.filter(ofWanted),
      feedsFile: files?.[0] ?? null,
      quality: quality ?? [],
    };
    if (json) output.out(JSON.stringify(answer, null, 2));
    else {
      for (const feed of answer.feeds) output.out(`${feed.title}: ${feed.phase} ${feed.detail}`);
      if (answer.feedsFile?.problem)
        output.out(`Feeds file ${answer.feedsFile.path}: ${answer.feedsFile.problem.message}`);
      output.out(
        `${wanted === undefined ? '\n' : ''}${vendorTable(answer.vendors)}\n\n${endpointTable(answer.endpoints)}`,
      );
      for (const finding of answer.quality) output.out(`${finding.check} ${finding.subject}: ${finding.message}`);
    }
    const failing = answer.vendors.some((row) => row.state === 'failing');
    return failing ? exitCodes.failed : exitCodes.done;
  },
};
