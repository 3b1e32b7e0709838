import type { RiskLimits } from '../risk/risk-context.ts';
import type { Subscription } from '../ports/connection.ts';

/** The part of the trader's settings that trading depends on; the shape is that of the settings file. */
export type ExecutionSettings = {
  readonly broker: {
    readonly paperPort: number;
    /** Empty = the only account the broker reports. */
    readonly account: string;
    readonly allowLive: boolean;
  };
  readonly risk: RiskLimits;
  /** Why these are defaults instead of what the trader wrote; null when they are the trader's. */
  readonly problem: string | null;
};

export interface SettingsSource {
  get(): ExecutionSettings;
  onChange(listener: () => void): Subscription;
}
