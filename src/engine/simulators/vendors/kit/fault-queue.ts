import type { EmulatorFault, FaultRule } from './emulator.ts';

const ofSockets = new Set<EmulatorFault['kind']>(['socket-close', 'socket-silent', 'refuse-upgrade']);

/** Faults waiting for requests and connections to strike; each is taken as often as its rule says. */
export function createFaultQueue() {
  const rules: { readonly rule: FaultRule; left: number }[] = [];

  function take(path: string, sockets: boolean): EmulatorFault | null {
    const index = rules.findIndex(
      ({ rule, left }) => left > 0 && path.startsWith(rule.path) && ofSockets.has(rule.fault.kind) === sockets,
    );
    const found = rules[index];
    if (!found) return null;
    found.left -= 1;
    if (found.left === 0) rules.splice(index, 1);
    return found.rule.fault;
  }

  return {
    add: (rule: FaultRule): void => void rules.push({ rule, left: rule.times }),
    clear: (): void => void rules.splice(0),
    forRequest: (path: string): EmulatorFault | null => take(path, false),
    forSocket: (path: string): EmulatorFault | null => take(path, true),
  };
}
export type FaultQueue = ReturnType<typeof createFaultQueue>;
