import { useState } from 'react';
import type { Volatility } from '../../../../engine/domain/volatility.ts';
import { number } from '../../../components/format.ts';
import { expiryDate } from '../../../components/format-time.ts';
import { LineChart } from '../../../components/line-chart.tsx';

/** One expiry's smile at a time; several in one line would only draw loops. */
export function Smile({ smile, ticker }: { readonly smile: Volatility['smile']; readonly ticker: string }) {
  const [wanted, setWanted] = useState<string | null>(null);
  const expiries = [...new Set(smile.map(({ expiry }) => expiry))].toSorted();
  const expiry = expiries.find((each) => each === wanted) ?? expiries[0] ?? '';
  const side = (right: 'C' | 'P') =>
    smile
      .filter((point) => point.expiry === expiry && point.right === right)
      .map(({ strike, impliedVol }) => ({ x: strike, y: impliedVol * 100 }))
      .toSorted((one, other) => one.x - other.x);
  const puts = side('P');
  const calls = side('C');
  return (
    <>
      <div className="row">
        <h3 className="section-title grow">Smile: puts below, calls above</h3>
        {expiries.length > 1 ? (
          <select
            className="field"
            aria-label="Expiry of the smile"
            value={expiry}
            onChange={(event) => setWanted(event.target.value)}
          >
            {expiries.map((each) => (
              <option key={each} value={each}>
                {expiryDate(each)}
              </option>
            ))}
          </select>
        ) : (
          <span className="muted">{expiry === '' ? '' : expiryDate(expiry)}</span>
        )}
      </div>
      {puts.length + calls.length < 2 ? (
        <p className="faint">Too few strikes with a volatility.</p>
      ) : (
        <LineChart
          label={`Volatility smile of ${ticker}, ${expiryDate(expiry)}`}
          lines={[
            { name: 'puts', points: puts, tone: 'down' },
            { name: 'calls', points: calls, tone: 'up' },
          ]}
          formatX={(x) => number(x, Number.isInteger(x) ? 0 : 1)}
          formatY={(y) => `${number(y, 0)}%`}
          height={160}
        />
      )}
    </>
  );
}
