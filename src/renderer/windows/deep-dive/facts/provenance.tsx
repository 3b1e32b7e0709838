import type { StoredFact } from '../../../../engine/domain/facts/fact.ts';
import { age, milliseconds, number } from '../../../components/format.ts';
import { dayAndTime } from '../../../components/format-time.ts';
import { endpoints, vendors } from '../../../stores/feeds.ts';
import { useFeedItem } from '../../../stores/use-feed.ts';

/** How long a fact was on its way, in market time. */
export function delayText({ eventTime, receivedTime }: Pick<StoredFact, 'eventTime' | 'receivedTime'>): string {
  const delayMs = receivedTime - eventTime;
  if (delayMs < 0) return 'before its event time';
  return delayMs < 60_000 ? `${milliseconds(delayMs)} later` : `${age(delayMs)} later`;
}

/** Where a fact came from and when: for tooltips. */
export function provenanceText(fact: StoredFact): string {
  return `${fact.source} / ${fact.endpoint}\nEvent ${dayAndTime(fact.eventTime)} ET\nReceived ${dayAndTime(fact.receivedTime)} ET, ${delayText(fact)}`;
}

/** The same in full, with the names of vendor and endpoint. */
export function Provenance({ fact }: { readonly fact: StoredFact }) {
  const vendor = useFeedItem(vendors, fact.source);
  const endpoint = useFeedItem(endpoints, `${fact.source}/${fact.endpoint}`);
  return (
    <dl className="facts provenance selectable">
      <dt>Source</dt>
      <dd>{vendor?.title ?? fact.source}</dd>
      <dt>Endpoint</dt>
      <dd>
        {endpoint?.title ?? fact.endpoint} <span className="faint">{fact.endpoint}</span>
      </dd>
      <dt>Event</dt>
      <dd>{dayAndTime(fact.eventTime)} ET</dd>
      <dt>Received</dt>
      <dd>
        {dayAndTime(fact.receivedTime)} ET <span className="faint">{delayText(fact)}</span>
      </dd>
      <dt>Fact</dt>
      <dd>
        {number(fact.seq, 0)} <span className="faint break">{fact.key}</span>
      </dd>
    </dl>
  );
}
