import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { WebSocketServer } from 'ws';
import type { Vendor } from '../../src/engine/ports/vendor.ts';

export type HostileVendors = {
  /** A feeds file that sends every vendor here and asks everything at once, whatever the hour. */
  readonly feedsText: string;
  /** Requests heard so far, as they came. */
  readonly heard: readonly string[];
  close(): Promise<void>;
};

const escape = '\u001b[2J\u009b31m\u202e';
const allSessions = '[pre-market, regular, after-hours, closed]';

/** Everything that came with a request, the way a careless vendor repeats it in an error. */
function echoOf(request: IncomingMessage, body: string): string {
  const words = [request.url ?? '', decodeURIComponent(request.url ?? ''), JSON.stringify(request.headers), body];
  const authorisation = String(request.headers.authorization ?? '').split(' ');
  return [...words, Buffer.from(authorisation.at(-1) ?? '').toString('base64')].join(' ');
}

const freeRequests = 150;

type Answer = (response: ServerResponse, echo: string) => void;

const json =
  (status: number, bodyOf: (echo: string) => unknown): Answer =>
  (response, echo) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-asked': encodeURIComponent(echo).slice(0, 4_000),
    });
    response.end(JSON.stringify(bodyOf(echo)));
  };

/** After these a vendor is asked no more for a while: they come once everything else was seen. */
const stopping: readonly Answer[] = [
  json(401, (echo) => ({ message: `${escape}bad key ${echo}`, error: echo, msg: echo })),
  json(200, (echo) => ({ Information: `We have detected your API key as ${echo}` })),
  json(200, (echo) => ({ fault: { faultstring: echo, detail: { errorcode: 'policies.ratelimit' } } })),
  json(429, (echo) => ({ message: echo })),
];

/** One after the other, so that each endpoint sees some of them. */
const answers: readonly Answer[] = [
  json(200, (echo) => ({ 'Error Message': `${escape}${echo}` })),
  json(200, (echo) => ({
    data: [{ headline: echo, title: echo, source: echo, created_at: echo, tickers: [echo] }],
    next: echo,
  })),
  json(200, (echo) => [{ symbol: 'SPY', title: echo, text: echo, publishedDate: '2026-10-05 10:00:00', site: echo }]),
  json(500, (echo) => ({ error: { message: echo } })),
  (response, echo) => {
    response.writeHead(302, { location: `http://127.0.0.1:9/?${encodeURIComponent(echo)}` });
    response.end(echo);
  },
  (response, echo) => {
    response.writeHead(403, { 'content-type': 'text/html' });
    response.end(`<html><title>${echo}</title>${echo}</html>`);
  },
  (response, echo) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end(gzipSync(`{"data":"${echo}`));
  },
  (response, echo) => {
    response.writeHead(200, { 'content-type': 'text/csv' });
    response.end(`date,value,name\n2026-10-02,1,${echo}\n`);
  },
  (response, echo) => {
    response.writeHead(400, { 'content-length': '100000' });
    response.write(echo);
    setTimeout(() => response.destroy(), 50);
  },
];

function feedsText(vendors: readonly Vendor[], port: number): string {
  const baseOf = (address: string): string => `${address.startsWith('ws') ? 'ws' : 'http'}://127.0.0.1:${port}`;
  const lines = vendors.flatMap((vendor) => [
    `  ${vendor.id}:`,
    '    bases:',
    ...Object.entries(vendor.bases).map(([name, address]) => `      ${name}: ${baseOf(address)}`),
    ...(vendor.endpoints.length === 0 ? [] : ['    endpoints:']),
    ...vendor.endpoints.map(({ id }) => `      ${id}: { enabled: true, every: 2s, sessions: ${allSessions} }`),
    ...(vendor.streams.length === 0 ? [] : ['    streams:']),
    ...vendor.streams.map(({ id }) => `      ${id}: { enabled: true, sessions: ${allSessions} }`),
  ]);
  return `version: 1\nsymbols: [SPY]\nvendors:\n${lines.join('\n')}\n`;
}

/** All vendors at one address on loopback, each answer of which repeats what it was asked with. */
export async function startHostileVendors(vendors: readonly Vendor[]): Promise<HostileVendors> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')));
    request.on('end', () => {
      const echo = echoOf(request, body);
      heard.push(echo);
      const all = heard.length > freeRequests ? [...answers, ...stopping] : answers;
      all[heard.length % all.length]?.(response, echo);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  const streams = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const echo = echoOf(request, '');
    heard.push(echo);
    if (heard.length % 2 === 0) {
      socket.end(`HTTP/1.1 503 No\r\nconnection: close\r\n\r\n${echo}`);
      return;
    }
    streams.handleUpgrade(request, socket, head, (stream) => {
      stream.on('error', () => undefined);
      const say = (text: string): void => {
        stream.send(text);
        stream.send(JSON.stringify([{ T: 'error', code: 402, msg: text }]));
        stream.send(JSON.stringify({ error: text, message: text, headline: text }));
        stream.send(Buffer.from(text));
      };
      say(echo);
      stream.on('message', (data: Buffer) => {
        heard.push(data.toString());
        say(data.toString());
      });
      setTimeout(() => stream.close(1008, echo.slice(-100)), 1_000);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    feedsText: feedsText(vendors, (server.address() as AddressInfo).port),
    heard,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      streams.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
