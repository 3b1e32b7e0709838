/** Names that say that their value opens something. */
const secretName = /PASS(WORD|PHRASE|WD)?$|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|(API|ACCESS|PRIVATE|AUTH)_?KEY|_KEY$/i;

/**
 * What an engine process inherits: keys reach the one that needs them over its pipe, and what stands in an environment
 * can be read by every program of the user for as long as the process lives.
 */
export function childEnvironment(own: NodeJS.ProcessEnv, cache: string): NodeJS.ProcessEnv {
  const harmless = Object.entries(own).filter(([name]) => !secretName.test(name));
  return { ...Object.fromEntries(harmless), NODE_COMPILE_CACHE: cache };
}
