import type { TradingMode } from '../../../engine/domain/account.ts';

/** When a changed setting acts: `later` needs a new start, `reconnects` breaks and renews the link to TWS. */
export type SettingEffect = { readonly kind: 'later' | 'reconnects' | 'elsewhere'; readonly words: string };

/** What a connection is made with once. */
const connection = new Set([
  'broker.host',
  'broker.paperPort',
  'broker.livePort',
  'broker.account',
  'broker.dataClientId',
  'broker.orderClientId',
]);
const readAtStart = new Set(['world', 'practice.seed', 'practice.speed']);

/** Null for what acts as soon as it is saved. */
export function effectOf(path: string, mode: TradingMode | null): SettingEffect | null {
  if (readAtStart.has(path))
    return {
      kind: 'later',
      words: path === 'world' && mode ? `${mode} runs now; acts at the next start` : 'acts at the next start',
    };
  if (!connection.has(path)) return null;
  if (mode === null || mode === 'practice')
    return { kind: 'elsewhere', words: 'for paper and live; the practice market does not use it' };
  const other = mode === 'paper' ? 'broker.livePort' : 'broker.paperPort';
  if (path === other) return { kind: 'elsewhere', words: `not used by ${mode}` };
  return { kind: 'reconnects', words: 'saving reconnects to TWS; orders wait until reconciled' };
}

/** What to say after these were saved; empty when all of it acts already. */
export function afterSaving(paths: readonly string[], mode: TradingMode | null): string {
  const kinds = new Set(paths.map((path) => effectOf(path, mode)?.kind));
  const said = [
    kinds.has('reconnects') ? 'Quorum reconnects to TWS now.' : '',
    kinds.has('later') ? 'Some act when Quorum starts again.' : '',
  ];
  return said.filter((each) => each !== '').join(' ');
}
