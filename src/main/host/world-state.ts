import type { TradingMode } from '../../engine/domain/account.ts';
import type { ProcessName } from '../../engine/contract/host-contract.ts';
import type { BrokerEndpoint, ClockState, PracticeState, VendorEndpoints } from '../../engine/contract/supervision.ts';
import type { Settings } from '../../engine/contract/settings-schema.ts';

/** What the host knows of the world the engine runs in. */
export type WorldState = {
  clock: ClockState;
  practice: PracticeState | null;
  broker: BrokerEndpoint | null;
  vendors: VendorEndpoints | null;
};

/** Real worlds know their broker from the settings; practice learns it when its simulator is up. */
export function initialWorld(mode: TradingMode, settings: Settings): WorldState {
  const now = Date.now();
  const clock = { venueMs: now, wallMs: now, speed: 1 };
  if (mode === 'practice') return { clock, practice: null, broker: null, vendors: null };
  const port = mode === 'live' ? settings.broker.livePort : settings.broker.paperPort;
  return { clock, practice: null, broker: { host: settings.broker.host, port }, vendors: null };
}

/** Vendors' keys go to the one process that calls them, and back to the one that made them. */
export function vendorsFor(process: ProcessName, world: WorldState): VendorEndpoints | null {
  return process === 'ingestion' || process === 'practice' ? world.vendors : null;
}
