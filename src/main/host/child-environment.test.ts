import { expect, test } from 'vitest';
import { credentialVariables } from '../../engine/contract/credential-variables.ts';
import { childEnvironment } from './child-environment.ts';

test('no engine process inherits what opens something, and each what it needs to run', () => {
  const own = {
    PATH: '/bin',
    QUORUM_HOME: '/home',
    XDG_RUNTIME_DIR: '/run',
    LANG: 'C',
    NODE_OPTIONS: '',
    QUORUM_PASSPHRASE: 'x',
    UNUSUAL_WHALES_TOKEN: 'x',
    FMP_API_KEY: 'x',
    ALPACA_SECRET: 'x',
    FRED_KEY: 'x',
    MY_PASSWORD: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    ...Object.fromEntries(credentialVariables.map((name) => [name, 'x'])),
  };
  expect(Object.keys(childEnvironment(own, '/cache')).sort()).toEqual(
    ['LANG', 'NODE_COMPILE_CACHE', 'NODE_OPTIONS', 'PATH', 'QUORUM_HOME', 'XDG_RUNTIME_DIR'].sort(),
  );
});
