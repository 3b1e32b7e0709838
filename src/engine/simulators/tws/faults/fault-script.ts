import type { ByteMode } from '../net/outbox.ts';
import type { Field } from '../wire/field-writer.ts';
import type { Entitlement } from '../session/settings.ts';
import type { AnswerKind, RequestKind } from '../wire/message-ids.ts';
import type { FeedKind } from './switches.ts';

/** Something that goes wrong. Times are venue ms except `forRealMs` and `downRealMs`. */
export type FaultAction =
  | { readonly kind: 'reset' }
  | { readonly kind: 'close' }
  | { readonly kind: 'half-open' }
  | { readonly kind: 'stall'; readonly forRealMs: number }
  | { readonly kind: 'drop' | 'duplicate' | 'reorder'; readonly message: AnswerKind; readonly count?: number }
  | { readonly kind: 'delay'; readonly message: AnswerKind; readonly count?: number; readonly forMs: number }
  | { readonly kind: 'info-code'; readonly code: number; readonly text?: string; readonly id?: number }
  | { readonly kind: 'nextValidId-rollback'; readonly by: number }
  | { readonly kind: 'mute-handshake'; readonly on: boolean }
  | ({ readonly kind: 'bytes' } & ByteMode)
  | { readonly kind: 'bad-json' }
  | { readonly kind: 'huge-frame' }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'restart'; readonly downRealMs?: number }
  | { readonly kind: 'reject-next'; readonly code?: number; readonly text?: string; readonly json?: string }
  | { readonly kind: 'dead-feed'; readonly feed: FeedKind; readonly on: boolean }
  | { readonly kind: 'competing-session'; readonly on: boolean }
  | { readonly kind: 'entitlement'; readonly symbol: string; readonly value: Entitlement }
  | { readonly kind: 'depth-reset'; readonly code?: 316 | 317 }
  | { readonly kind: 'omit-order-status'; readonly on: boolean }
  | { readonly kind: 'correct-execution'; readonly execId?: string; readonly by: number }
  /** The broker's own notice; 2 says that an exchange is gone, 3 that it is back. */
  | { readonly kind: 'bulletin'; readonly type: 1 | 2 | 3; readonly text: string; readonly exchange?: string }
  | { readonly kind: 'burst'; readonly messages: number }
  /** Any frame: times without a zone, not-a-number, fractions, message ids that nobody knows. */
  | { readonly kind: 'raw'; readonly fields: readonly Field[] }
  | { readonly kind: 'clear' };

/** When: at a venue time, some venue ms after scheduling, or at the n-th message of a kind (1 is the next). */
export type FaultTrigger =
  | { readonly at: number }
  | { readonly after: number }
  | { readonly on: AnswerKind; readonly count?: number }
  | { readonly onRequest: RequestKind; readonly count?: number };

/** `clientId` narrows it to one client; without it every connection is meant. */
export type FaultStep = FaultTrigger & { readonly clientId?: number; readonly do: FaultAction };
export type FaultScript = readonly FaultStep[];
