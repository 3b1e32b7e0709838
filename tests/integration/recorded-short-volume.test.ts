import { expect, test } from 'vitest';
import { finra } from '../../src/engine/adapters/finra/finra.vendor.ts';
import { sharedBytes, sharedFiles } from '../support/shared-samples.ts';
import { contextAt, expectSoundFacts, readAnswer } from '../support/translated.ts';

const files = sharedFiles('data/short').filter((file) => file.endsWith('daily_short_volume.txt.gz'));
const context = contextAt(Date.UTC(2026, 10, 20, 15, 0));

test.skipIf(files.length === 0).each(files.length > 0 ? files : ['a file that is not beside this checkout'])(
  'ten years of %s become facts, repeated rows once',
  (file) => {
    const body = sharedBytes(`data/short/${file}`);
    const lines = new TextDecoder().decode(body).trimEnd().split('\n').slice(1);
    const places = new Set(lines.map((line) => line.split('|').slice(0, 2).join('|')));
    const days = new Set(lines.map((line) => line.slice(0, 8)));
    const { facts, refusals } = readAnswer(finra, 'short-volume', { body, context });
    console.log(`${file}: ${lines.length} rows, ${lines.length - places.size} repeated, ${facts.length} facts`);
    expect(refusals).toEqual([]);
    expect(facts).toHaveLength(places.size + days.size);
    expectSoundFacts(facts);
    expect(new Set(facts.map(({ subject, key }) => `${subject} ${key}`)).size).toBe(facts.length);

    const last = [...days].at(-1) ?? '';
    const total = facts.find((fact) => fact.subject === '' && fact.kind === 'short-volume' && fact.body.date === last);
    const sum = [...new Set(lines.filter((line) => line.startsWith(last)))].reduce(
      (all, line) => all + Number(line.split('|')[4]),
      0,
    );
    expect(total?.body).toMatchObject({ totalVolume: sum });
  },
);
