import { factIdentity } from '../../domain/facts/fact-identity.ts';
import type { Fact, FactKind, StoredFact } from '../../domain/facts/fact.ts';
import { completeBody } from '../../domain/facts/later-fields.ts';
import { staysTakenBack } from '../../domain/facts/taken-back.ts';
import { retentionClasses, retentionOf, type RetentionClass } from '../../domain/facts/retention.ts';
import type { AppendReport, FactStore } from '../../ports/fact-store.ts';
import { sameBody, storedForm, unpackBody, valuesOf, type PackedBody } from './fact-body.ts';
import type { FactKeys, KeysByClass } from './fact-keys.ts';
import { nameGiver, type FactNames, type NameGiver } from './fact-names.ts';
import { factTables } from './fact-tables.ts';
import type { StoreDatabase } from './open-database.ts';
import type { RecentVersions } from './recent-versions.ts';
import { tidyFact } from './tidy-fact.ts';

type Version = {
  readonly seq: number;
  readonly received_time: number;
  readonly superseded_time: number | null;
  readonly shape: number;
  readonly body: string | Buffer;
};

type Place = {
  readonly fact: Fact;
  readonly series: number;
  readonly kindId: number;
  readonly identity: number;
};

/** Writes facts once each; another body under a known key becomes a later row. */
export function factAppend(
  database: StoreDatabase,
  parts: { readonly names: FactNames; readonly keys: KeysByClass; readonly recent: RecentVersions },
): Pick<FactStore, 'append' | 'lastSeq'> {
  const { sql, write } = database;
  const { recent, keys } = parts;
  const giver = nameGiver(sql);
  const tables = Object.fromEntries(retentionClasses.map((name) => [name, classTable(database, name, keys[name])]));
  const count = sql.prepare('UPDATE fact_kind SET rows = rows + ? WHERE id = ?');
  const note = sql.prepare(`INSERT INTO fact_state (name, value) VALUES ('last_seq', ?)
    ON CONFLICT DO UPDATE SET value = excluded.value`);
  let lastSeq = sql.prepare<[], number>(`SELECT value FROM fact_state WHERE name = 'last_seq'`).pluck().get() ?? 0;
  const shapes = (id: number): readonly string[] => parts.names.shape(id);

  const store = (facts: readonly Fact[]): AppendReport & { readonly seq: number } => {
    const stored: StoredFact[] = [];
    const added = new Map<number, number>();
    let seq = lastSeq;
    for (const given of facts) {
      const { fact, packed } = tidyFact(given);
      const place = placeOf(fact, giver);
      const said = saidBy(place, packed);
      if (recent.hasSaid(place.identity, said, fact.receivedTime)) continue;
      const put = tables[retentionOf[fact.kind]]?.put({ place, packed, seq: seq + 1, giver, shapes });
      if (!put) continue;
      if (put.newestTime !== null) recent.note(place.identity, said, put.newestTime);
      if (!put.isNew) continue;
      seq += 1;
      stored.push({ ...fact, seq });
      added.set(place.kindId, (added.get(place.kindId) ?? 0) + 1);
    }
    for (const [kindId, rows] of added) count.run(rows, kindId);
    if (seq !== lastSeq) note.run(seq);
    for (const ofClass of Object.values(keys)) ofClass.mergeSome(stored.length);
    return { stored, repeated: facts.length - stored.length, seq };
  };
  return {
    lastSeq: () => lastSeq,
    append: (facts) => {
      const written = write(() => store(facts));
      if (!written.ok) {
        giver.forget();
        recent.clear();
        for (const ofClass of Object.values(keys)) ofClass.rolledBack();
        return written;
      }
      lastSeq = written.value.seq;
      for (const ofClass of Object.values(keys)) ofClass.committed();
      const { stored, repeated } = written.value;
      return { ok: true, value: { stored, repeated } };
    },
  };
}

/** Series, key and body in one: identities alone may be the same where the first letters of two keys make up for their series. */
function saidBy({ series, fact }: Place, { fields, values }: PackedBody): number {
  return factIdentity(factIdentity(factIdentity(Math.imul(series, 0x9e3779b1), fields), fact.key), values);
}

function placeOf(fact: Fact, giver: NameGiver): Place {
  const { id, kindId } = giver.series(fact);
  return { fact, series: id, kindId, identity: factIdentity(id, fact.key) };
}

/** When what was put says what the newest version says: since when that is known; null when a newer one says another thing. */
type Kept = { readonly isNew: boolean; readonly newestTime: number | null };

type Put = {
  readonly place: Place;
  readonly packed: PackedBody;
  readonly seq: number;
  readonly giver: NameGiver;
  readonly shapes: (id: number) => readonly string[];
};

/** The version known at a time, and the arrival of the one behind it; null = none. */
type Around = { readonly before: Version | null; readonly nextTime: number | null };
const unknown: Around = { before: null, nextTime: null };

function wasKnown({ received_time: from, superseded_time: until }: Version, timeMs: number): boolean {
  return from <= timeMs && (until === null || until > timeMs);
}

function classTable({ sql }: StoreDatabase, retention: RetentionClass, keys: FactKeys) {
  const table = factTables[retention];
  // The hash may collide: series and key decide.
  const version = sql.prepare<[number, number, string], Version>(
    `SELECT seq, received_time, superseded_time, shape, body FROM ${table} WHERE seq = ? AND series = ? AND key = ?`,
  );
  /**
   * What was known when a fact arrived, and when the version behind it came. A version was known from its arrival until that
   * of the next, so the search ends at the one that was known then: mostly the last of the hundreds that a strike has by noon.
   */
  const around = ({ identity, series, fact }: Place): Around => {
    const newest = keys.newestOf(identity);
    if (newest === undefined) return unknown;
    const last = version.get(newest, series, fact.key);
    if (last !== undefined && wasKnown(last, fact.receivedTime))
      return { before: last, nextTime: last.superseded_time };
    let earliest: number | null = null;
    for (const seq of keys.rowsOf(identity).toReversed()) {
      const one = version.get(seq, series, fact.key);
      if (one === undefined) continue;
      if (wasKnown(one, fact.receivedTime)) return { before: one, nextTime: one.superseded_time };
      // A version that ended before is no next one: where a chain has a hole the fact begins a new piece of it.
      if (one.received_time > fact.receivedTime) earliest = Math.min(earliest ?? Infinity, one.received_time);
    }
    return { before: null, nextTime: earliest };
  };
  const insert = sql.prepare(
    `INSERT INTO ${table} (seq, kind, series, endpoint, identity, key, event_time, received_time, superseded_time, shape,
       body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const supersede = sql.prepare(`UPDATE ${table} SET superseded_time = ? WHERE seq = ?`);
  return {
    /**
     * Not new when this is what was known at its time of arrival. A fact is compared with what was known when it arrived,
     * not with the newest: the same recording taken in twice adds nothing, whatever was corrected since.
     */
    put: ({ place, packed, seq, giver, shapes }: Put): Kept => {
      const { fact, series, kindId, identity } = place;
      const { before, nextTime } = around(place);
      if (before && tellsNothingNew({ kind: fact.kind, version: before, packed, shapes }))
        return { isNew: false, newestTime: nextTime === null ? before.received_time : null };
      insert.run(
        ...[seq, kindId, series, giver.endpoint(fact.endpoint), identity, fact.key, fact.eventTime],
        ...[fact.receivedTime, nextTime, giver.shape(packed.fields), storedForm(packed.values)],
      );
      keys.add(identity, seq);
      if (before) supersede.run(fact.receivedTime, before.seq);
      return { isNew: true, newestTime: nextTime === null ? fact.receivedTime : null };
    },
  };
}

/** The same again, or a print that was taken back and is told as if it stood. */
function tellsNothingNew(
  parts: Pick<Put, 'packed' | 'shapes'> & { readonly kind: FactKind; readonly version: Version },
): boolean {
  const { kind, version, packed, shapes } = parts;
  const fields = shapes(version.shape);
  const values = valuesOf(version.body);
  if (values === packed.values && JSON.stringify(fields) === packed.fields) return true;
  const now = unpackBody(JSON.parse(packed.fields) as readonly string[], packed.values);
  const then = completeBody(kind, unpackBody(fields, values));
  return sameBody(then, now) || staysTakenBack(then, now);
}
