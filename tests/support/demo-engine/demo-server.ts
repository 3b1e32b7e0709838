import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { contracts, type ContractName } from '../../../src/engine/contract/index.ts';
import type { LinkTimers, Peer } from '../../../src/engine/link/api.ts';
import { maxClientFrameBytes } from '../../../src/engine/link/frame-codec.ts';
import type { Log } from '../../../src/engine/ports/log.ts';
import { createServer, type LinkServer } from '../../../src/engine/link/serve.ts';
import { webSocketPipe } from '../../../src/engine/link/web-socket-pipe.ts';
import { createStaticFiles } from '../../../src/main/host/static-files.ts';
import { securityHeaders } from '../../../src/main/host/security-headers.ts';
import { demoAnalytics } from './demo-analytics.ts';
import { createDemoDesk } from './demo-desk.ts';
import { createDemoExecution } from './demo-execution.ts';
import { createDemoHost } from './demo-host.ts';
import { demoIngestion } from './demo-ingestion.ts';
import { createDemoMarket } from './demo-market.ts';

const timers: LinkTimers = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
  monotonicMs: () => performance.now(),
};
const window: Peer = { role: 'window', id: 'demo' };
const tickMs = 100;

function pages(root: string): Server {
  const files = createStaticFiles(root);
  return createHttpServer((request, response) => {
    void files(new URL(request.url ?? '/', 'http://127.0.0.1').pathname).then(({ status, headers, body }) => {
      response.writeHead(status, { ...securityHeaders, ...headers });
      response.end(body);
    });
  });
}

/** The built page with generated data behind the real link: to look at windows without an engine. Loopback, no login. */
export async function startDemoEngine({ root, port = 0 }: { readonly root: string; readonly port?: number }) {
  const market = createDemoMarket();
  const host = createDemoHost(market);
  const execution = createDemoExecution(market);
  const desk = createDemoDesk(market);
  const log: Log = { debug: () => {}, info: () => {}, warn: console.warn, error: console.error, child: () => log };
  const options = { timers, log, validateOutputs: true };
  const servers: Readonly<Record<ContractName, LinkServer>> = {
    host: createServer(contracts.host, host.implementation, options),
    ingestion: createServer(contracts.ingestion, demoIngestion(market), options),
    analytics: createServer(contracts.analytics, demoAnalytics(market), options),
    execution: createServer(contracts.execution, execution.implementation, options),
    desk: createServer(contracts.desk, desk.implementation, options),
  };
  const http = pages(root);
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false, maxPayload: maxClientFrameBytes });
  sockets.on('connection', (socket, request) => {
    const name = /^\/link\/([a-z]+)$/.exec(request.url ?? '')?.[1] as ContractName | undefined;
    const server = name && Object.hasOwn(servers, name) ? servers[name] : undefined;
    if (!server) return socket.close(4003, 'no such link');
    return void server.accept(webSocketPipe(socket, { timers, maxReceiveBytes: maxClientFrameBytes }), window);
  });
  const ticking = setInterval(() => market.tick(), tickMs);
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    market,
    host,
    execution,
    desk,
    async close(): Promise<void> {
      clearInterval(ticking);
      for (const server of Object.values(servers)) server.close();
      sockets.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
