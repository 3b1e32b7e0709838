import { credentialVariables } from '../../engine/contract/credential-variables.ts';

/** Names that say that their value opens something. */
const secretName = /PASS(WORD|PHRASE|WD)?$|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|(API|ACCESS|PRIVATE|AUTH)_?KEY|_KEY$/i;

/** An environment without what opens something, for programs that are started by this one. */
export function withoutKeys(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const harmless = Object.entries(own).filter(
    ([name]) => !secretName.test(name) && !credentialVariables.includes(name.toUpperCase()),
  );
  return Object.fromEntries(harmless);
}

/**
 * What an engine process inherits: keys reach the one that needs them over its pipe, and what stands in an environment
 * can be read by every program of the user for as long as the process lives.
 */
export function childEnvironment(own: NodeJS.ProcessEnv, cache: string): NodeJS.ProcessEnv {
  return { ...withoutKeys(own), NODE_COMPILE_CACHE: cache };
}
