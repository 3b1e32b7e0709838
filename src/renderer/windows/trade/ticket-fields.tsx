import { orderTypes, type OrderType, type TimeInForce } from '../../../engine/domain/order.ts';
import { number, price } from '../../components/format.ts';
import { NumberField } from '../../components/number-field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { testIds } from '../../components/test-ids.ts';
import { Bracket } from './bracket-fields.tsx';
import { withAmount, withType, withTyped } from './draft.ts';
import { FieldProblem } from './field-problem.tsx';
import { orderFields, type PriceField } from './order-fields.ts';
import { sizingMethods, sizingNames, type SizingMethod } from './sizing.ts';
import type { Ticket } from './use-ticket.ts';

const priceTestIds: Readonly<Record<PriceField, string>> = {
  limitPrice: testIds.ticketLimit,
  stopPrice: testIds.ticketStop,
  trailAmount: testIds.ticketTrail,
};

function SideChoice({ draft, chooseSide }: Pick<Ticket, 'draft' | 'chooseSide'>) {
  return (
    <div className="ticket-side" data-side={draft.side} data-testid={testIds.ticketSide} data-value={draft.side}>
      <Segmented
        label="Side"
        value={draft.side}
        options={[
          { value: 'BUY', label: '▲ BUY', title: 'Buy (B outside of fields)' },
          { value: 'SELL', label: '▼ SELL', title: 'Sell (S outside of fields)' },
        ]}
        onChange={chooseSide}
      />
    </div>
  );
}

function Quantity({
  draft,
  setDraft,
  filled,
  levels,
  equity,
}: Pick<Ticket, 'draft' | 'setDraft' | 'filled' | 'levels' | 'equity'>) {
  const method = sizingNames[draft.sizing];
  const amount = draft.amounts[draft.sizing];
  const risk = draft.sizing === 'risk-percent' && equity !== null && amount !== null ? (equity * amount) / 100 : null;
  return (
    <>
      <label htmlFor="ticket-sizing">Quantity</label>
      <div className="ticket-pair">
        <select
          id="ticket-sizing"
          className="field"
          value={draft.sizing}
          onChange={(event) => setDraft({ ...draft, sizing: event.target.value as SizingMethod })}
          data-testid={testIds.ticketSizing}
        >
          {sizingMethods.map((each) => (
            <option key={each} value={each}>
              {sizingNames[each].label}
            </option>
          ))}
        </select>
        <NumberField
          label="Quantity"
          unit={method.unit === 'shares' ? undefined : method.unit}
          value={amount}
          step={method.step}
          min={0}
          digits={draft.sizing === 'risk-percent' ? 2 : 0}
          onChange={(next) => setDraft(withAmount(draft, next))}
          problem={filled.problems.quantity}
          initialFocus
          testId={testIds.ticketQuantity}
        />
      </div>
      {filled.problems.quantity === undefined ? (
        <p className="ticket-note">
          <strong>{number(filled.quantity, 0)}</strong> shares
          {draft.sizing === 'notional' || levels.entry === null
            ? ''
            : ` · ${price(filled.quantity === null ? null : filled.quantity * levels.entry)} at ${price(levels.entry)}`}
          {filled.heldTo !== null ? (
            <span className="attention" title={`The whole risk would need more ${filled.heldTo} than the limits allow`}>
              {' '}
              · held to limit
            </span>
          ) : risk === null ? (
            ''
          ) : (
            ` · risks ${price(risk)}`
          )}
        </p>
      ) : (
        <FieldProblem text={filled.problems.quantity} />
      )}
    </>
  );
}

function Terms({ draft, setDraft }: Pick<Ticket, 'draft' | 'setDraft'>) {
  const fields = orderFields[draft.type];
  return (
    <>
      <label htmlFor="ticket-type">Type</label>
      <div className="ticket-pair">
        <select
          id="ticket-type"
          className="field"
          value={draft.type}
          onChange={(event) => setDraft(withType(draft, event.target.value as OrderType))}
          data-testid={testIds.ticketType}
        >
          {orderTypes.map((type) => (
            <option key={type} value={type}>
              {orderFields[type].name}
            </option>
          ))}
        </select>
        <div className="row">
          <select
            className="field"
            aria-label="Time in force"
            value={draft.timeInForce}
            disabled={fields.timeInForce.length < 2}
            onChange={(event) => setDraft({ ...draft, timeInForce: event.target.value as TimeInForce })}
          >
            {fields.timeInForce.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
          {fields.outsideRth ? (
            <label className="check-box" title="May also trade outside regular trading hours">
              <input
                type="checkbox"
                checked={draft.outsideRth}
                onChange={(event) => setDraft({ ...draft, outsideRth: event.target.checked })}
              />
              Ext.
            </label>
          ) : null}
        </div>
      </div>
    </>
  );
}

function Prices({ draft, setDraft, levels, filled, tick, quote }: Ticket) {
  const at = { bid: quote?.bid ?? null, ask: quote?.ask ?? null };
  const mid = at.bid !== null && at.ask !== null ? Math.round((at.bid + at.ask) / 2 / tick) * tick : null;
  return orderFields[draft.type].prices.map(({ field, label, required }) => (
    <div key={field} className="ticket-line">
      <label>{label}</label>
      <div className="ticket-pair">
        <NumberField
          label={label}
          value={levels[field]}
          step={tick}
          min={0}
          placeholder={required ? undefined : 'none'}
          onChange={(value) => setDraft(withTyped(draft, field, value))}
          problem={filled.problems[field]}
          testId={priceTestIds[field]}
        />
        {field === 'limitPrice' ? (
          <div className="row ticket-peg">
            {(['bid', 'mid', 'ask'] as const).map((name) => {
              const value = name === 'mid' ? mid : at[name];
              return (
                <button
                  key={name}
                  type="button"
                  className="button"
                  data-tone="quiet"
                  disabled={value === null}
                  onClick={() => setDraft(withTyped(draft, field, value))}
                >
                  {name}
                </button>
              );
            })}
          </div>
        ) : null}
      </div>
      <FieldProblem text={filled.problems[field]} />
    </div>
  ));
}

/** Only the fields the order type needs. */
export function TicketFields({ ticket }: { readonly ticket: Ticket }) {
  return (
    <div className="ticket-fields" data-waiting={ticket.draft.touch === null || ticket.equity === null}>
      <SideChoice draft={ticket.draft} chooseSide={ticket.chooseSide} />
      <Terms draft={ticket.draft} setDraft={ticket.setDraft} />
      <Prices {...ticket} />
      <Quantity
        draft={ticket.draft}
        setDraft={ticket.setDraft}
        filled={ticket.filled}
        levels={ticket.levels}
        equity={ticket.equity}
      />
      <Bracket ticket={ticket} />
    </div>
  );
}
