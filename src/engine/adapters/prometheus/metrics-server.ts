import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, Gauge, Registry } from 'prom-client';
import { fail, ok } from '../../domain/outcome.ts';
import type { Metric, OpenMetrics } from '../../ports/metrics.ts';

const requestTimeoutMs = 5_000;
const mostConnections = 16;

/** The text page of what was just read. A registry lives for one page: the numbers are snapshots kept elsewhere. */
export async function metricsPage(
  metrics: readonly Metric[],
): Promise<{ readonly type: string; readonly text: string }> {
  const registry = new Registry();
  for (const { name, help, type, samples } of metrics) {
    // Without labels the library would write a 0 nobody measured.
    if (samples.length === 0) continue;
    const labelNames = [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))];
    const common = { name, help, labelNames, registers: [registry] };
    if (type === 'counter') {
      const counter = new Counter(common);
      for (const { labels, value } of samples) if (value >= 0) counter.inc({ ...labels }, value);
    } else {
      const gauge = new Gauge(common);
      for (const { labels, value } of samples) gauge.set({ ...labels }, value);
    }
  }
  return { type: registry.contentType, text: await registry.metrics() };
}

/** What reading throws is an answer as well, never the end of the process. */
async function pageOf(read: () => readonly Metric[]): ReturnType<typeof metricsPage> {
  return metricsPage(read());
}

/** Only the two spellings of our own address: a page in a browser must not read this through a rebound name. */
function isOurs(request: IncomingMessage, port: number): boolean {
  const { host, origin } = request.headers;
  return origin === undefined && (host === `127.0.0.1:${port}` || host === `localhost:${port}`);
}

function answer(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, {
    'Content-Type': type,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  response.end(text);
}

/** `GET /metrics` on loopback, in the exposition format of Prometheus. */
export const openMetrics: OpenMetrics = async ({ port: wanted, read }) => {
  const server: Server = createServer({
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    // Looked for as often as they may last: by default a slow client keeps its place for half a minute more.
    connectionsCheckingInterval: requestTimeoutMs,
    keepAliveTimeout: requestTimeoutMs,
  });
  server.setTimeout(requestTimeoutMs, (socket) => socket.destroy());
  server.maxConnections = mostConnections;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', () => resolve());
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'EADDRINUSE'
      ? fail('port-taken', `Port ${wanted} for metrics is taken by another program. Choose another in Settings.`)
      : fail('unavailable', `Metrics cannot be served on port ${wanted}: ${message}`);
  }
  const { port } = server.address() as AddressInfo;
  server.on('request', (request, response) => {
    if (!isOurs(request, port)) return answer(response, 421, 'wrong host');
    if (request.method !== 'GET') return answer(response, 405, 'only GET');
    if (request.url !== '/metrics') return answer(response, 404, 'only /metrics');
    pageOf(read).then(
      ({ type, text }) => answer(response, 200, text, type),
      () => answer(response, 500, 'the numbers could not be read'),
    );
  });
  return ok({
    port,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
};
