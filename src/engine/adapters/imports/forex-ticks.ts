import { readDate } from '../vendor-kit/dates.ts';
import { numberOrNull } from '../vendor-kit/numbers.ts';
import { noTrades } from '../vendor-kit/untold-quote.ts';
import { dateUtc } from '../../domain/time.ts';
import { linesOf } from './csv-rows.ts';
import { headOf, symbolOfName, textOfPart, type ImportFormat } from './import-format.ts';

const lineOf = /^(\d{8}) (\d{2})(\d{2})(\d{2})(\d{3}),([\d.]+),([\d.]+),\d+$/;
/** The publisher's clock is New York without summer time. */
const behindUtcMs = 5 * 3_600_000;

/** Ticks of a currency pair: `YYYYMMDD HHMMSSmmm,bid,ask,0`, no header. */
export const forexTicks: ImportFormat = {
  id: 'forex-ticks',
  title: 'currency ticks',
  recognises: (file) => lineOf.test(linesOf(headOf(file)).next().value ?? ''),
  read: (file, sink, hints) => {
    const [part] = file.parts;
    const subject = hints.symbol ?? symbolOfName(file.name);
    sink.remark(`taken as quotes of ${subject}, times as New York without summer time`);
    let number = 0;
    for (const line of linesOf(part ? textOfPart(part) : '')) {
      const [, day, hour, minute, second, ms, bidText, askText] = lineOf.exec(line) ?? [];
      const [date, bid, ask] = [readDate(day), numberOrNull(bidText), numberOrNull(askText)];
      if (date === null || bid === null || ask === null) {
        sink.refuse('a line that is no quote');
        continue;
      }
      const wallMs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000 + Number(ms);
      const eventTime = dateUtc(date) + wallMs + behindUtcMs;
      const body = { bid, ask, bidSize: null, askSize: null, ...noTrades, delayMs: 0 };
      number += 1;
      sink.fact({ kind: 'quote', subject, key: `${eventTime}:${number}`, eventTime, body }, eventTime);
    }
  },
};
