import { Check, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { AlertRule } from '../../../engine/domain/alert.ts';
import type { Outcome } from '../../../engine/domain/outcome.ts';
import { links } from '../../bridge/links.ts';
import { Button } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { testIds } from '../../components/test-ids.ts';
import { toast } from '../../stores/toasts.ts';
import { draftOf, ruleOf, ruleProblems, type RuleDraft } from './rule-draft.ts';

const fresh: RuleDraft = { ticker: '', threshold: 70, hysteresis: 5, coolDownSeconds: 300, enabled: true };
const kinds: Readonly<Record<AlertRule['kind'], string>> = {
  conviction: 'Conviction crosses',
  process: 'A process fails',
  feed: 'A feed fails',
  order: 'An order is unknown',
};

function report(what: string, answer: Outcome<unknown>): boolean {
  if (!answer.ok)
    toast(
      'danger',
      `${what}: ${answer.failure.code === 'outcome-unknown' ? 'outcome unknown' : 'not done'}`,
      answer.failure.message,
    );
  return answer.ok;
}

async function store(rule: AlertRule): Promise<boolean> {
  return report('Rule', await links().desk.call.saveRule(rule));
}

async function remove(id: string): Promise<void> {
  const answer = await links().desk.call.deleteRule({ id });
  if (report('Rule', answer) && answer.ok && !answer.value.deleted)
    toast('attention', 'The built-in rule stays', 'It can be switched off.');
}

type RowProps = {
  readonly kind: AlertRule['kind'];
  readonly start: RuleDraft;
  readonly isNew: boolean;
  readonly onSave: (draft: RuleDraft) => void;
  readonly onDelete: () => void;
};

function RuleRow({ kind, start, isNew, onSave, onDelete }: RowProps) {
  const [draft, setDraft] = useState(start);
  const problems = ruleProblems(draft);
  const changed = isNew || JSON.stringify(draft) !== JSON.stringify(start);
  const problem = Object.values(problems)[0];
  const save = (next: RuleDraft): void => {
    if (Object.keys(ruleProblems(next)).length === 0) onSave(next);
  };
  return (
    <tr
      className="rule-row"
      data-testid={testIds.alertRule}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement && changed) save(draft);
      }}
    >
      <td>
        <input
          type="checkbox"
          aria-label="Rule is on"
          checked={draft.enabled}
          onChange={(event) => {
            const next = { ...draft, enabled: event.target.checked };
            setDraft(next);
            if (!isNew) save(next);
          }}
        />
      </td>
      <td>{kinds[kind]}</td>
      <td>
        <input
          className="field rule-ticker"
          aria-label="Symbol"
          placeholder="every symbol"
          aria-invalid={problems.ticker !== undefined}
          title={problems.ticker}
          value={draft.ticker}
          onChange={(event) => setDraft({ ...draft, ticker: event.target.value.toUpperCase() })}
        />
      </td>
      <td className="num" data-label="threshold">
        {kind === 'conviction' ? (
          <NumberField
            label="Threshold"
            value={draft.threshold}
            step={1}
            min={0}
            max={100}
            width={64}
            digits={0}
            problem={problems.threshold}
            onChange={(threshold) => setDraft({ ...draft, threshold })}
          />
        ) : null}
      </td>
      <td className="num" data-label="hysteresis">
        {kind === 'conviction' ? (
          <NumberField
            label="Hysteresis"
            value={draft.hysteresis}
            step={1}
            min={0}
            max={50}
            width={64}
            digits={0}
            problem={problems.hysteresis}
            onChange={(hysteresis) => setDraft({ ...draft, hysteresis })}
          />
        ) : null}
      </td>
      <td className="num" data-label="cool-down">
        <NumberField
          label="Cool-down"
          unit="s"
          value={draft.coolDownSeconds}
          step={30}
          min={0}
          max={86_400}
          width={92}
          digits={0}
          problem={problems.coolDownSeconds}
          onChange={(coolDownSeconds) => setDraft({ ...draft, coolDownSeconds })}
        />
      </td>
      <td className="rule-state">
        {problem ? (
          <span className="danger">{problem}</span>
        ) : changed ? (
          <span className="attention">not saved</span>
        ) : (
          <span className="faint">saved</span>
        )}
      </td>
      <td>
        <span className="cell-actions">
          <Button
            tone={changed ? 'primary' : 'quiet'}
            iconOnly
            disabled={!changed || problem !== undefined}
            aria-label="Save the rule"
            title="Save (Enter)"
            onClick={() => save(draft)}
          >
            <Check size={12} />
          </Button>
          <Button tone="quiet" iconOnly aria-label="Delete the rule" title="Delete" onClick={onDelete}>
            <Trash2 size={12} />
          </Button>
        </span>
      </td>
    </tr>
  );
}

/** When to speak up. A rule fires when its threshold is crossed upwards and again only after falling by the hysteresis. */
export function RulesEditor({ rules }: { readonly rules: readonly AlertRule[] }) {
  const [added, setAdded] = useState<readonly string[]>([]);
  const drop = (id: string): void => setAdded((before) => before.filter((each) => each !== id));
  const save = (id: string, kind: AlertRule['kind']) => (draft: RuleDraft) => {
    const rule = ruleOf(draft, { id, kind });
    if (rule) void store(rule).then((stored) => stored && drop(id));
  };
  return (
    <section className="rules" aria-label="Alert rules">
      <div className="section-head">
        <h3>Rules</h3>
        <span className="grow" />
        <Button
          onClick={() => setAdded((before) => [...before, crypto.randomUUID()])}
          data-testid={testIds.alertRuleAdd}
        >
          <Plus size={12} aria-hidden /> Add a rule
        </Button>
      </div>
      <p className="rules-words faint">
        A rule watches conviction, the one measure alerts can be set on. Failed feeds and processes, unknown and
        rejected orders always alert and need no rule.
      </p>
      <table className="data-table">
        <thead>
          <tr>
            <th>On</th>
            <th>When</th>
            <th>Symbol</th>
            <th className="num">Threshold</th>
            <th className="num" title="How far it must fall back before it can fire again">
              Hysteresis
            </th>
            <th className="num" title="Quiet time after it fired">
              Cool-down
            </th>
            <th>State</th>
            <th>
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {added.map((id) => (
            <RuleRow
              key={id}
              kind="conviction"
              start={fresh}
              isNew
              onSave={save(id, 'conviction')}
              onDelete={() => drop(id)}
            />
          ))}
          {rules.map((rule) => (
            // Another window's change replaces what is shown here.
            <RuleRow
              key={`${rule.id}-${JSON.stringify(rule)}`}
              kind={rule.kind}
              start={draftOf(rule)}
              isNew={false}
              onSave={save(rule.id, rule.kind)}
              onDelete={() => void remove(rule.id)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
