// Loaded before a program of ours: writes down every name that is looked up and every address that is dialled outside this machine.
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const here = /^(127\.\d+\.\d+\.\d+|::1|localhost|)$/;
const file = process.env['NETWORK_TRAP'] ?? '';

/** @param {unknown} host */
function note(host) {
  if (typeof host !== 'string' || here.test(host)) return;
  appendFileSync(file, `${process.argv[1]} ${host}\n`);
}

for (const owner of [dns, dns.promises]) {
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    const plain = Reflect.get(owner, name);
    Reflect.set(
      owner,
      name,
      /** @param {unknown[]} given */ (...given) => {
        note(given[0]);
        return Reflect.apply(plain, owner, given);
      },
    );
  }
}

const dial = net.Socket.prototype.connect;
Reflect.set(
  net.Socket.prototype,
  'connect',
  /** @this {net.Socket} @param {any[]} given */
  function trapped(...given) {
    const [first] = Array.isArray(given[0]) ? given[0] : given;
    const isPlace = typeof first === 'object' && first !== null;
    if (isPlace && (first.path === undefined || first.path === null)) note(first.host);
    if (typeof first === 'number') note(given[1]);
    return Reflect.apply(dial, this, given);
  },
);
syncBuiltinESMExports();
