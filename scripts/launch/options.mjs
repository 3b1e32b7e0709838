import { parseArgs } from 'node:util';
import { SetupFailure } from '../setup/failure.mjs';

const SHELLS = ['auto', 'electron', 'browser'];
const WORLDS = ['practice', 'paper', 'live'];
const USAGE = 'npm start -- [--shell electron|browser] [--world practice|paper|live] [--headless] [--port N]';

/** @typedef {{ shell: string, world: string | undefined, headless: boolean, port: string | undefined }} StartOptions */

/** Options of `npm start`; what is not given is taken from QUORUM_SHELL, QUORUM_WORLD and QUORUM_HEADLESS. */
/** @param {readonly string[]} parameters @param {NodeJS.ProcessEnv} env @returns {StartOptions} */
export function readStartOptions(parameters, env) {
  const given = parse(parameters);
  return {
    shell: oneOf('--shell', given.shell ?? env['QUORUM_SHELL'] ?? 'auto', SHELLS),
    world: optional('--world', given.world ?? env['QUORUM_WORLD'], WORLDS),
    headless: given.headless ?? ['1', 'true'].includes(env['QUORUM_HEADLESS'] ?? ''),
    port: given.port,
  };
}

/** @param {readonly string[]} parameters */
function parse(parameters) {
  try {
    return parseArgs({
      args: [...parameters],
      options: {
        shell: { type: 'string' },
        world: { type: 'string' },
        headless: { type: 'boolean' },
        port: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new SetupFailure(`${error instanceof Error ? error.message : String(error)}\nUsage: ${USAGE}`, {
      exitCode: 2,
    });
  }
}

/** @param {string} name @param {string} value @param {readonly string[]} allowed */
function oneOf(name, value, allowed) {
  if (allowed.includes(value)) return value;
  throw new SetupFailure(`${name} must be one of ${allowed.join(', ')}, not "${value}".\nUsage: ${USAGE}`, {
    exitCode: 2,
  });
}

/** @param {string} name @param {string | undefined} value @param {readonly string[]} allowed */
function optional(name, value, allowed) {
  return value === undefined || value === '' ? undefined : oneOf(name, value, allowed);
}
