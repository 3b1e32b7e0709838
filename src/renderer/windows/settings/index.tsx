import { Search, TriangleAlert } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { links } from '../../bridge/links.ts';
import { Button } from '../../components/button.tsx';
import { Condition, WhenKnown } from '../../components/condition.tsx';
import { testIds } from '../../components/test-ids.ts';
import { hostStatus, settingsFeed } from '../../stores/feeds.ts';
import { useSettingsFocus } from '../../stores/settings-focus.ts';
import { useSettings } from '../../stores/settings.ts';
import { toast } from '../../stores/toasts.ts';
import { useFeedCondition, useFeedItem } from '../../stores/use-feed.ts';
import { applied, checkDraft, problemOf, withChange, type Changes } from './draft.ts';
import { settingFields, type FieldDescriptor } from './field-descriptors.ts';
import { afterSaving, effectOf } from './setting-effect.ts';
import { SettingField } from './setting-field.tsx';
import { valueAt } from './setting-paths.ts';
import { VendorKeys } from './vendor-keys.tsx';
import './settings.css';

const groupTitles: Readonly<Record<string, string>> = {
  general: 'General',
  watchlist: 'Watchlist',
  broker: 'Broker',
  practice: 'Practice market',
  risk: 'Risk limits',
  confluence: 'Confluence',
  appearance: 'Appearance',
  notifications: 'Notifications',
  hotkeys: 'Hotkeys',
  retention: 'Data retention',
  recording: 'Recording',
  metrics: 'Metrics',
};
const titleOf = (group: string): string => groupTitles[group] ?? group;

function matches({ label, path, kind }: FieldDescriptor, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  // The keys search inside themselves, command by command.
  return (
    wanted === '' ||
    kind === 'hotkeys' ||
    `${label} ${path} ${titleOf(path.split('.')[0] ?? '')}`.toLowerCase().includes(wanted)
  );
}

function FileProblem() {
  const status = useFeedItem(hostStatus, 'host');
  if (!status?.settingsProblem) return null;
  return (
    <div className="settings-problem" role="alert" data-testid={testIds.settingsProblem}>
      <TriangleAlert size={14} aria-hidden />
      <div className="selectable">
        <strong>The settings file could not be read; defaults are in use.</strong> {status.settingsProblem.message}
        <p className="muted">
          Cure: correct settings.json in {status.homeDirectory} and start again, or save here, which writes a new valid
          file over it.
        </p>
      </div>
    </div>
  );
}

export function SettingsWindow() {
  const stored = useSettings();
  const mode = useFeedItem(hostStatus, 'host')?.mode ?? null;
  const condition = useFeedCondition(settingsFeed);
  const [changes, setChanges] = useState<Changes>(new Map());
  const [query, setQuery] = useState('');
  const [saving, setSaving] = useState(false);
  const wanted = useSettingsFocus((state) => state.path);
  useEffect(() => {
    if (wanted !== null) setQuery('');
  }, [wanted]);
  const draft = useMemo(() => applied(stored, changes), [stored, changes]);
  const { valid, problems } = useMemo(() => checkDraft(stored, changes), [stored, changes]);
  const listed = settingFields.filter((field) => matches(field, query));
  const groups = Map.groupBy(listed, ({ group }) => group);
  const dirty = changes.size;
  const save = async (): Promise<void> => {
    if (!valid) return;
    setSaving(true);
    const answer = await links().host.call.saveSettings(valid);
    setSaving(false);
    if (!answer.ok)
      return void toast(
        'danger',
        answer.failure.code === 'outcome-unknown' ? 'Settings: outcome unknown' : 'Settings were not saved',
        answer.failure.message,
      );
    setChanges(new Map());
    toast('good', 'Settings saved', afterSaving([...changes.keys()], mode));
  };
  return (
    <WhenKnown of={condition} what="settings">
      <div className="window-bar">
        <Search size={13} aria-hidden />
        <input
          className="field"
          placeholder="Search settings"
          aria-label="Search settings"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          data-initial-focus
          data-testid={testIds.settingsSearch}
        />
        <span className="grow" />
        {dirty > 0 ? (
          <span className={problems.size > 0 ? 'danger' : 'attention'} role="status">
            {dirty} {dirty === 1 ? 'change' : 'changes'} not saved
            {problems.size > 0 ? `, ${problems.size} invalid` : ''}
          </span>
        ) : (
          <span className="faint">All changes are saved</span>
        )}
        <Button
          disabled={dirty === 0 || saving}
          onClick={() => setChanges(new Map())}
          data-testid={testIds.settingsDiscard}
        >
          Discard
        </Button>
        <Button
          tone="primary"
          disabled={dirty === 0 || !valid || saving}
          onClick={() => void save()}
          data-testid={testIds.settingsSave}
        >
          {saving ? 'Saving…' : 'Save'}
        </Button>
      </div>
      <FileProblem />
      <div className="settings">
        <nav aria-label="Groups of settings">
          {[...groups.keys()].map((group) => {
            const count = [...changes.keys()].filter(
              (path) => path === group || path.startsWith(`${group}.`) || (group === 'general' && path === 'world'),
            ).length;
            return (
              <button
                key={group}
                type="button"
                onClick={() => document.getElementById(`settings-${group}`)?.scrollIntoView({ block: 'start' })}
              >
                {titleOf(group)}
                {count > 0 ? <span className="attention"> {count}</span> : null}
              </button>
            );
          })}
          <button
            type="button"
            onClick={() => document.getElementById('settings-vendors')?.scrollIntoView({ block: 'start' })}
          >
            Data vendors
          </button>
        </nav>
        <div className="window-body">
          {listed.length === 0 ? <Condition title={`No setting matches “${query}”`} /> : null}
          {[...groups].map(([group, fields]) => (
            <section key={group} id={`settings-${group}`} className="settings-group">
              <h3>{titleOf(group)}</h3>
              {fields.map((field) => (
                <SettingField
                  key={field.path}
                  field={field}
                  effect={effectOf(field.path, mode)}
                  query={query}
                  value={valueAt(draft, field.path)}
                  changed={changes.has(field.path)}
                  wanted={wanted === field.path}
                  problem={problemOf(problems, field.path)}
                  onChange={(value) => setChanges((before) => withChange(before, stored, { path: field.path, value }))}
                />
              ))}
            </section>
          ))}
          <VendorKeys query={query} wanted={wanted} />
        </div>
      </div>
    </WhenKnown>
  );
}
