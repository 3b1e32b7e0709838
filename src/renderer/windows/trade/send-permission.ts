import type { GateState, OrderPreview } from '../../../engine/contract/execution-contract.ts';

export type Permission = { readonly may: true } | { readonly may: false; readonly reason: string };

type Facts = {
  readonly gate: GateState | null;
  /** Of exactly this order; null while it is awaited. */
  readonly preview: OrderPreview | null;
  readonly connected: boolean;
  /** The link stands, the process does not answer. */
  readonly silent: boolean;
};

const no = (reason: string): Permission => ({ may: false, reason });

/**
 * Whether the button is offered. The gate decides again at the last moment; this only keeps the trader from pressing in vain.
 * While the gate is not active, what the checks let through is what reduces a position.
 */
export function sendPermission({ gate, preview, connected, silent }: Facts): Permission {
  if (!connected || !gate) return no('No link to the execution process');
  if (silent) return no('The execution process does not answer');
  if (gate.mode === 'live' && !gate.liveArmed && preview?.allowed !== true) return no('Live trading is not armed');
  if (preview && !preview.allowed) {
    const denial = preview.checks.find(({ verdict }) => verdict === 'deny');
    return no(denial ? `${denial.title}: ${denial.message}` : 'The checks do not allow it');
  }
  if (gate.state !== 'active' && !preview) return no(gate.reason || `The gate is ${gate.state}`);
  return { may: true };
}
