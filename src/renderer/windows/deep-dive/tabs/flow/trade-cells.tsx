import type { ReactNode } from 'react';
import type { OptionTerms } from '../../../../../engine/domain/facts/option-flow.ts';
import type { Lean } from '../../../../../engine/domain/facts/trade-lean.ts';
import { number } from '../../../../components/format.ts';
import { expiryDate } from '../../../../components/format-time.ts';

const leans: Readonly<Record<Lean, { readonly glyph: string; readonly tone: string }>> = {
  bullish: { glyph: '▲', tone: 'up' },
  bearish: { glyph: '▼', tone: 'down' },
  neither: { glyph: '◆', tone: 'faint' },
};

/** Shape and colour say which way it leans, the word where it traded. */
export function leanCell(lean: Lean, word: string): ReactNode {
  const { glyph, tone } = leans[lean];
  return (
    <span className={tone} title={lean === 'neither' ? 'Leans neither way' : lean}>
      <span aria-hidden>{glyph}</span> {word}
      <span className="sr-only"> {lean}</span>
    </span>
  );
}

export function contractCell({ expiry, strike, right }: OptionTerms): ReactNode {
  return (
    <>
      <span className="faint">
        {expiryDate(expiry).slice(0, -3)}
        <span className="from-wide">{expiryDate(expiry).slice(-3)}</span>
      </span>{' '}
      {number(strike, Number.isInteger(strike) ? 0 : 1)} {right}
    </>
  );
}

type Marks = {
  readonly sweep: boolean;
  readonly floor: boolean;
  readonly multiLeg: boolean;
  readonly opening?: boolean;
};

export function marksCell({ sweep, floor, multiLeg, opening = false }: Marks): ReactNode {
  return (
    <span className="marks">
      {sweep ? <abbr title="Swept over several exchanges">SW</abbr> : null}
      {floor ? <abbr title="On the floor">FL</abbr> : null}
      {multiLeg ? <abbr title="Leg of a spread">ML</abbr> : null}
      {opening ? <abbr title="All opening">OP</abbr> : null}
    </span>
  );
}
