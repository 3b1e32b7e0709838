import { z } from 'zod';
import { defineContract, latestStream, nothing, request } from './define.ts';
import { failureSchema, maybe, modeSchema, time } from './market-schemas.ts';
import { settingsSchema } from './settings-schema.ts';

export const processNames = ['practice', 'ingestion', 'analytics', 'execution', 'desk'] as const;
export const processNameSchema = z.enum(processNames);
export type ProcessName = z.output<typeof processNameSchema>;

/**
 * `gave-up`: five crashes in five minutes; only the trader restarts it. `not-answering`: alive, but silent for ten
 * seconds; it may come back by itself.
 */
export const processStateSchema = z.object({
  process: processNameSchema,
  state: z.enum(['starting', 'running', 'not-answering', 'restarting', 'stopped', 'gave-up']),
  pid: maybe,
  restarts: z.number(),
  lastExit: z.string(),
  since: time,
  nextAttemptMs: maybe,
});
export type ProcessState = z.output<typeof processStateSchema>;

export const hostStatusSchema = z.object({
  key: z.literal('host'),
  version: z.string(),
  shell: z.enum(['browser', 'electron', 'headless']),
  mode: modeSchema,
  /** World clock: now = venueMs + (wall - wallMs) x speed. */
  clock: z.object({ venueMs: z.number(), wallMs: z.number(), speed: z.number() }),
  /** Settings, workspaces and the kill file. */
  homeDirectory: z.string(),
  /** Stores and logs of the running mode. */
  dataDirectory: z.string(),
  settingsProblem: failureSchema.nullable(),
  startedTime: time,
  killFile: z.boolean(),
  practice: z.object({ seed: z.number(), tradingDate: z.string(), twsPort: maybe, speed: z.number() }).nullable(),
});
export type HostStatus = z.output<typeof hostStatusSchema>;

/** `unusual-whales.token`: a vendor and a field of its keys. */
export const credentialNameSchema = z.string().regex(/^[a-z][a-z0-9-]{1,40}\.[a-z][a-z0-9-]{0,40}$/);
/** One line of text: it goes into a header or an address, where the end of a line begins another header. */
const credentialValueSchema = z
  .string()
  .trim()
  .min(1)
  .max(4_000)
  .regex(/^\P{Cc}+$/u, 'a key is one line without control characters');
/** A key that is kept; its value never leaves the host but for the vendor. */
export const credentialSchema = z.object({
  name: credentialNameSchema,
  where: z.enum(['keychain', 'encrypted-file']),
  /** Why it cannot be opened; null when it can. */
  problem: z.string().nullable(),
});
export type Credential = z.output<typeof credentialSchema>;

export const hostContract = defineContract('host', {
  status: latestStream({ params: nothing, item: hostStatusSchema, key: 'key' }),
  processes: latestStream({ params: nothing, item: processStateSchema, key: 'process' }),
  settings: latestStream({
    params: nothing,
    item: z.object({ key: z.literal('settings'), settings: settingsSchema }),
    key: 'key',
  }),
  /** Replaces the settings; the answer is what was stored. */
  saveSettings: request({ input: settingsSchema, output: settingsSchema, command: true, roles: ['window', 'cli'] }),
  credentials: latestStream({ params: nothing, item: credentialSchema, key: 'name' }),
  /** Keeps a key; there is no request that reads one. */
  saveCredential: request({
    input: z.strictObject({ name: credentialNameSchema, value: credentialValueSchema }),
    output: z.object({ where: z.enum(['keychain', 'encrypted-file']) }),
    command: true,
    roles: ['window', 'cli'],
  }),
  removeCredential: request({
    input: z.strictObject({ name: credentialNameSchema }),
    output: z.object({ removed: z.boolean() }),
    command: true,
    roles: ['window', 'cli'],
  }),
  restartProcess: request({
    input: z.strictObject({ process: processNameSchema, kill: z.boolean() }),
    output: z.object({ accepted: z.boolean(), message: z.string() }),
    command: true,
    roles: ['window', 'cli'],
  }),
  /** Speed, step and day of the practice market. */
  practice: request({
    input: z.discriminatedUnion('action', [
      z.strictObject({ action: z.literal('speed'), speed: z.number().min(0).max(100) }),
      z.strictObject({ action: z.literal('step'), ms: z.number().min(1).max(86_400_000) }),
      z.strictObject({ action: z.literal('next-day') }),
    ]),
    output: z.object({ accepted: z.boolean(), message: z.string() }),
    command: true,
    roles: ['window', 'cli'],
    timeoutMs: 15_000,
  }),
  /** Named layouts of windows, opaque to the host. */
  loadWorkspace: request({
    input: z.strictObject({ name: z.string().min(1).max(60) }),
    output: z.object({ layout: z.string().nullable() }),
  }),
  saveWorkspace: request({
    input: z.strictObject({ name: z.string().min(1).max(60), layout: z.string().max(500_000) }),
    output: z.object({ saved: z.boolean() }),
    command: true,
    roles: ['window'],
  }),
  listWorkspaces: request({ input: nothing, output: z.array(z.string()) }),
  openWindow: request({
    input: z.strictObject({ route: z.string().max(200) }),
    output: z.object({ opened: z.boolean(), url: z.string() }),
    command: true,
    roles: ['window', 'cli'],
  }),
  quit: request({
    input: z.strictObject({ confirm: z.literal('QUIT') }),
    output: z.object({ accepted: z.boolean() }),
    command: true,
    roles: ['window', 'cli'],
  }),
});
