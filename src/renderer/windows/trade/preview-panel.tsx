import { Check, Minus, TriangleAlert, X } from 'lucide-react';
import type { RuleCheck } from '../../../engine/contract/execution-contract.ts';
import { Button } from '../../components/button.tsx';
import { compact, missing, number, price, signed } from '../../components/format.ts';
import { Meter } from '../../components/meter.tsx';
import { testIds } from '../../components/test-ids.ts';
import type { Ticket } from './use-ticket.ts';

const rank: Readonly<Record<RuleCheck['verdict'], number>> = { deny: 0, warn: 1, pass: 2, 'not-applicable': 3 };
const words: Readonly<Record<RuleCheck['verdict'], string>> = {
  deny: 'denied',
  warn: 'warning',
  pass: 'passed',
  'not-applicable': 'does not apply',
};
const icons = { deny: X, warn: TriangleAlert, pass: Check, 'not-applicable': Minus };

function limitText({ value, limit, unit }: RuleCheck): string {
  if (value === null && limit === null) return '';
  const text = (figure: number | null): string =>
    figure === null
      ? missing
      : Math.abs(figure) >= 100_000
        ? compact(figure)
        : number(figure, Number.isInteger(figure) ? 0 : 2);
  return limit === null ? `${text(value)} ${unit}` : `${text(value)} of ${text(limit)} ${unit}`;
}

export function CheckLine({ check }: { readonly check: RuleCheck }) {
  const Icon = icons[check.verdict];
  return (
    <li
      data-verdict={check.verdict}
      data-testid={testIds.ticketCheck}
      data-rule={check.rule}
      title={`${check.title}: ${words[check.verdict]}. ${check.message}`}
    >
      <Icon size={12} aria-hidden />
      <span className="sr-only">{words[check.verdict]}</span>
      <strong>{check.title}</strong>
      <span className="check-words">{check.message}</span>
      <span className="check-numbers">
        {limitText(check)}
        {check.used === null ? null : (
          <Meter label={`${check.title}: limit used`} used={check.used} width={36} warnAt={0.8} />
        )}
      </span>
    </li>
  );
}

export function Checks({ checks, open }: { readonly checks: readonly RuleCheck[]; readonly open: boolean }) {
  const sorted = checks.toSorted((one, other) => rank[one.verdict] - rank[other.verdict]);
  const grave = sorted.filter(({ verdict }) => verdict === 'deny' || verdict === 'warn');
  const rest = sorted.filter(({ verdict }) => verdict === 'pass' || verdict === 'not-applicable');
  const passed = rest.filter(({ verdict }) => verdict === 'pass').length;
  return (
    <div className="checks">
      <ul>
        {grave.map((check) => (
          <CheckLine key={check.rule} check={check} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details open={open}>
          <summary>
            <Check size={12} aria-hidden /> {passed} checks passed
            {rest.length > passed ? `, ${rest.length - passed} do not apply` : ''}
          </summary>
          <ul>
            {rest.map((check) => (
              <CheckLine key={check.rule} check={check} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Margin({ preview }: Pick<Ticket, 'preview'>) {
  const { margin, askingMargin, askMargin } = preview;
  if (!margin)
    return (
      <Button
        tone="quiet"
        className="what-if"
        disabled={askingMargin || !preview.shown}
        onClick={askMargin}
        title="Asks the broker what the order would do to margin and what it would cost"
      >
        {askingMargin ? 'asking…' : 'ask broker'}
      </Button>
    );
  return (
    <span
      title={
        margin.warning || `Maintenance ${signed(margin.maintenanceChange)}, equity after ${price(margin.equityAfter)}`
      }
    >
      {signed(margin.initialChange, 0)}
      {margin.warning ? <TriangleAlert size={11} className="attention" aria-label={margin.warning} /> : null}
    </span>
  );
}

/** Only the broker knows its price list; nothing is made up before it has been asked. */
function Commission({ preview: { commission, margin } }: Pick<Ticket, 'preview'>) {
  if (commission !== null)
    return (
      <span title="What the broker expects it to cost">
        {price(commission)} <span className="faint">est.</span>
      </span>
    );
  return margin ? (
    <span className="faint" title="The broker's answer named no commission">
      not named
    </span>
  ) : (
    <span className="faint" title="Unknown: the broker names it when asked, beside Margin">
      not asked yet
    </span>
  );
}

/** What the order would do, before it is sent. */
export function PreviewPanel({ ticket, open }: { readonly ticket: Ticket; readonly open: boolean }) {
  const { preview } = ticket;
  const { shown } = preview;
  const maxLoss = shown?.maxLoss ?? null;
  const rewardToRisk = shown?.rewardToRisk ?? null;
  return (
    <section
      className="ticket-preview"
      aria-label="Effect of the order"
      aria-busy={preview.current === null}
      data-testid={testIds.ticketPreview}
    >
      <dl>
        <div>
          <dt>Max loss</dt>
          <dd
            className={maxLoss === null ? 'attention' : ''}
            title={maxLoss === null ? 'No stop limits the loss' : undefined}
          >
            {shown ? (maxLoss === null ? 'not limited' : price(maxLoss)) : missing}
          </dd>
        </div>
        <div>
          <dt>Reward : risk</dt>
          <dd>{rewardToRisk === null ? missing : `${number(rewardToRisk, 1)} : 1`}</dd>
        </div>
        <div>
          <dt>Position</dt>
          <dd>
            {shown ? (
              <>
                {number(shown.positionBefore, 0)} <span aria-label="becomes">→</span>{' '}
                <strong>{number(shown.positionAfter, 0)}</strong>
              </>
            ) : (
              missing
            )}
          </dd>
        </div>
        <div>
          <dt>Notional</dt>
          <dd>{price(shown?.notional)}</dd>
        </div>
        <div>
          <dt>Commission</dt>
          <dd>
            <Commission preview={preview} />
          </dd>
        </div>
        <div>
          <dt>Margin</dt>
          <dd>
            <Margin preview={preview} />
          </dd>
        </div>
      </dl>
      {preview.failure ? (
        <p className="danger" role="alert">
          Checks not available: {preview.failure.message}
        </p>
      ) : null}
      {shown ? (
        <Checks checks={shown.checks} open={open} />
      ) : (
        <p className="faint">{ticket.order ? 'Checking…' : 'Checks run as soon as the fields are complete.'}</p>
      )}
    </section>
  );
}
