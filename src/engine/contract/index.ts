import { analyticsContract } from './analytics-contract.ts';
import { deskContract } from './desk-contract.ts';
import { executionContract } from './execution-contract.ts';
import { hostContract } from './host-contract.ts';
import { ingestionContract } from './ingestion-contract.ts';

/** Everything the outside may ask, by process. */
export const contracts = {
  host: hostContract,
  ingestion: ingestionContract,
  analytics: analyticsContract,
  execution: executionContract,
  desk: deskContract,
} as const;
export type ContractName = keyof typeof contracts;
