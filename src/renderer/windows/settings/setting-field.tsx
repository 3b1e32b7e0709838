import { RotateCcw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { testIds } from '../../components/test-ids.ts';
import { rangeText, wordsOf, type FieldDescriptor } from './field-descriptors.ts';
import { HotkeysEditor } from './hotkeys-editor.tsx';
import type { SettingEffect } from './setting-effect.ts';
import { sameValue } from './setting-paths.ts';
import { WatchlistEditor } from './watchlist-editor.tsx';
import { WeightsEditor } from './weights-editor.tsx';

type Props = {
  readonly field: FieldDescriptor;
  readonly effect: SettingEffect | null;
  readonly value: unknown;
  readonly changed: boolean;
  readonly wanted: boolean;
  readonly problem: string | undefined;
  readonly query: string;
  readonly onChange: (value: unknown) => void;
};

/** One click for round steps of the size the number has. */
function stepOf({ integer, max, standard }: FieldDescriptor): number {
  const size = typeof standard === 'number' ? Math.abs(standard) : 0;
  if (integer) return 1;
  if (max !== null && max <= 1) return 0.01;
  return size >= 10_000 ? 1_000 : size >= 1_000 ? 100 : size >= 100 ? 10 : 0.5;
}

function digitsFor({ integer }: FieldDescriptor, value: unknown): number {
  if (integer || typeof value !== 'number') return 0;
  return Math.min(4, (String(value).split('.')[1] ?? '').length);
}

function Control({ field, value, problem, query, onChange }: Props) {
  switch (field.kind) {
    case 'number':
      return (
        <NumberField
          label={field.label}
          value={typeof value === 'number' ? value : null}
          unit={field.unit === '' ? undefined : field.unit}
          step={stepOf(field)}
          digits={digitsFor(field, value)}
          {...(field.min === null ? {} : { min: field.min })}
          {...(field.max === null ? {} : { max: field.max })}
          problem={problem}
          width={148}
          onChange={onChange}
        />
      );
    case 'text':
      return (
        <input
          className="field setting-text"
          aria-label={field.label}
          aria-invalid={problem !== undefined}
          value={typeof value === 'string' ? value : ''}
          placeholder="empty"
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'switch':
      return (
        <Segmented
          label={field.label}
          value={value === true ? 'on' : 'off'}
          options={[
            { value: 'off', label: 'Off' },
            { value: 'on', label: 'On' },
          ]}
          onChange={(next) => onChange(next === 'on')}
        />
      );
    case 'choice':
      return (
        <Segmented
          label={field.label}
          value={String(value)}
          options={field.options.map((option) => ({ value: option, label: wordsOf(option) }))}
          onChange={onChange}
        />
      );
    case 'watchlist':
      return <WatchlistEditor value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />;
    case 'weights':
      return <WeightsEditor value={value ?? {}} onChange={onChange} />;
    case 'hotkeys':
      return (
        <HotkeysEditor value={(value ?? {}) as Readonly<Record<string, string>>} onChange={onChange} query={query} />
      );
  }
}

function plainText(value: unknown): string {
  if (value === '') return ': empty';
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `: ${value}` : '';
}

/** Where the schema speaks of what is stored, not of what to do. */
const ownLabels: Readonly<Partial<Record<FieldDescriptor['kind'], string>>> = {
  hotkeys: 'Click a key, then press the new one; Esc leaves it as it was, Backspace takes it away',
};

const wide = new Set(['watchlist', 'weights', 'hotkeys']);

/** A setting: what it does, its value, its range, its default, and what is wrong with it. */
export function SettingField(props: Props) {
  const { field, effect, value, changed, wanted, problem, onChange } = props;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!wanted) return;
    row.current?.scrollIntoView({ block: 'center' });
    row.current?.querySelector<HTMLElement>('input, button, select')?.focus();
  }, [wanted]);
  const standard = sameValue(value, field.standard);
  const range = rangeText(field);
  return (
    <div
      ref={row}
      className="setting"
      data-wide={wide.has(field.kind)}
      data-changed={changed}
      data-wanted={wanted}
      data-testid={testIds.settingField}
      data-path={field.path}
    >
      <div className="setting-words">
        <span>{ownLabels[field.kind] ?? field.label}</span>
        <span className="faint">
          {field.path}
          {range === '' ? '' : ` · ${range}`}
        </span>
        {effect === null ? null : (
          <span className={changed && effect.kind !== 'elsewhere' ? 'attention' : 'faint'}>{effect.words}</span>
        )}
      </div>
      <div className="setting-control">
        <Control {...props} />
        {problem === undefined ? null : (
          <p className="field-problem" role="alert" data-testid={testIds.settingError}>
            {problem}
          </p>
        )}
      </div>
      <Button
        tone="quiet"
        iconOnly
        disabled={standard}
        onClick={() => onChange(field.standard)}
        aria-label={`Default for ${field.label}`}
        title={standard ? 'This is the default' : `Back to the default${plainText(field.standard)}`}
      >
        <RotateCcw size={12} />
      </Button>
    </div>
  );
}
