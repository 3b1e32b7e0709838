import { useCallback, useEffect, useState } from 'react';
import type { OrderPreview, SubmitOrder } from '../../../engine/contract/execution-contract.ts';
import type { Failure } from '../../../engine/domain/outcome.ts';
import { links } from '../../bridge/links.ts';

const settleMs = 180;
/** Quotes age and limits fill while a ticket lies open. */
const refreshMs = 3_000;

type Answered = { readonly key: string; readonly preview: OrderPreview | null; readonly failure: Failure | null };
export type Preview = {
  /** Of exactly the order shown; null while it is awaited. */
  readonly current: OrderPreview | null;
  /** The newest answer, perhaps of the order as it was a moment ago. */
  readonly shown: OrderPreview | null;
  readonly failure: Failure | null;
  readonly margin: OrderPreview['margin'];
  readonly commission: number | null;
  readonly askingMargin: boolean;
  askMargin(): void;
};

const nothing: Answered = { key: '', preview: null, failure: null };

/** Checks and effects of the order, asked again whenever it changes. The broker's margin only when wanted: it is slow. */
export function usePreview(order: SubmitOrder | null, active: boolean): Preview {
  const key = order === null ? '' : JSON.stringify(order);
  const [answered, setAnswered] = useState(nothing);
  const [withMargin, setWithMargin] = useState(nothing);
  const [askingMargin, setAsking] = useState(false);
  useEffect(() => {
    if (key === '' || !active) return;
    const abort = new AbortController();
    const ask = (): void => {
      void links()
        .execution.call.preview({ order: JSON.parse(key) as SubmitOrder, withMargin: false }, { signal: abort.signal })
        .then((answer) => {
          if (abort.signal.aborted) return;
          setAnswered(
            answer.ok ? { key, preview: answer.value, failure: null } : { key, preview: null, failure: answer.failure },
          );
        });
    };
    const first = setTimeout(ask, settleMs);
    const again = setInterval(ask, refreshMs);
    return () => {
      clearTimeout(first);
      clearInterval(again);
      abort.abort();
    };
  }, [key, active]);
  const askMargin = useCallback(() => {
    if (key === '') return;
    setAsking(true);
    void links()
      .execution.call.preview({ order: JSON.parse(key) as SubmitOrder, withMargin: true })
      .then((answer) => {
        setAsking(false);
        setWithMargin(
          answer.ok ? { key, preview: answer.value, failure: null } : { key, preview: null, failure: answer.failure },
        );
      });
  }, [key]);
  const own = withMargin.key === key ? withMargin.preview : null;
  return {
    current: answered.key === key ? answered.preview : null,
    shown: key === '' ? null : answered.preview,
    failure: answered.key === key ? answered.failure : null,
    margin: own?.margin ?? null,
    commission: own?.estimatedCommission ?? answered.preview?.estimatedCommission ?? null,
    askingMargin,
    askMargin,
  };
}
