import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { LoadAnswer, LoadCommand, LoadReport } from './load-messages.ts';

export type Load = {
  readonly port: number;
  readonly pid: number;
  rate(ticksPerSecond: number): void;
  report(): Promise<LoadReport>;
  orders(): Promise<Extract<LoadAnswer, { type: 'orders' }>['arrivals']>;
  stop(): void;
};

export async function startLoad(instruments: number): Promise<Load> {
  const child = fork(join(import.meta.dirname, 'load-tws.ts'), [String(instruments)], { serialization: 'advanced' });
  const send = (command: LoadCommand): void => void child.send(command);
  const next = <Type extends LoadAnswer['type']>(type: Type): Promise<Extract<LoadAnswer, { type: Type }>> =>
    new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('the load process ended'));
      const listen = (message: LoadAnswer): void => {
        if (message.type !== type) return;
        child.off('message', listen).off('exit', gone);
        resolve(message as Extract<LoadAnswer, { type: Type }>);
      };
      child.on('message', listen).once('exit', gone);
    });
  const { port } = await next('ready');
  return {
    port,
    pid: child.pid ?? 0,
    rate: (ticksPerSecond) => send({ type: 'rate', ticksPerSecond }),
    report: () => (send({ type: 'report' }), next('report')),
    orders: async () => (send({ type: 'orders' }), (await next('orders')).arrivals),
    stop: () => void child.kill('SIGKILL'),
  };
}
