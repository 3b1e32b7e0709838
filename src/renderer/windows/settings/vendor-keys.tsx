import { KeyRound } from 'lucide-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { VendorCatalogue } from '../../../engine/contract/health-schemas.ts';
import type { Credential } from '../../../engine/contract/host-contract.ts';
import { links } from '../../bridge/links.ts';
import { Button } from '../../components/button.tsx';
import { Condition, WhenKnown } from '../../components/condition.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { milliseconds } from '../../components/format.ts';
import { testIds } from '../../components/test-ids.ts';
import { credentials, vendorCatalogue } from '../../stores/feeds.ts';
import { toast } from '../../stores/toasts.ts';
import { useFeedCondition, useFeedItems } from '../../stores/use-feed.ts';

type Field = VendorCatalogue['fields'][number];

const places: Readonly<Record<Credential['where'], string>> = {
  keychain: 'in the system’s keychain',
  'encrypted-file': 'in the encrypted key file',
};

function stateOf(field: Field, kept: Credential | undefined): { readonly words: string; readonly tone: string } {
  if (kept?.problem) return { words: kept.problem, tone: 'danger' };
  if (kept) return { words: `Kept ${places[kept.where]}`, tone: 'muted' };
  if (field.from === 'environment') return { words: `From ${field.environment} in the environment`, tone: 'muted' };
  if (field.from === 'practice') return { words: 'The practice market brings its own', tone: 'muted' };
  return field.optional ? { words: 'Not set; it is optional', tone: 'faint' } : { words: 'Not set', tone: 'attention' };
}

function KeyField({
  vendor,
  field,
  kept,
}: {
  readonly vendor: string;
  readonly field: Field;
  readonly kept: Credential | undefined;
}) {
  const [text, setText] = useState('');
  const [saving, setSaving] = useState(false);
  const [asking, setAsking] = useState(false);
  const name = `${vendor}.${field.name}`;
  const state = stateOf(field, kept);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSaving(true);
    const answer = await links().host.call.saveCredential({ name, value: text });
    setSaving(false);
    if (!answer.ok) return void toast('danger', `${field.title} was not kept`, answer.failure.message);
    setText('');
    toast('good', `${field.title} is kept`, `It lies ${places[answer.value.where]} and is not shown again.`);
  };
  const remove = async (): Promise<void> => {
    const answer = await links().host.call.removeCredential({ name });
    if (!answer.ok) return void toast('danger', `${field.title} was not removed`, answer.failure.message);
    toast('info', `${field.title} was removed`, 'The vendor is not asked until there is another.');
  };
  return (
    <>
      <form
        className="setting vendor-key"
        onSubmit={(event) => void save(event)}
        data-testid={testIds.vendorKey}
        data-name={name}
      >
        <div className="setting-words">
          <span>{field.title}</span>
          <span className="faint">{field.help}</span>
          <span className={state.tone}>{state.words}</span>
        </div>
        <div className="setting-control row">
          <input
            className="field setting-text"
            type={field.secret ? 'password' : 'text'}
            autoComplete="off"
            spellCheck={false}
            aria-label={field.title}
            placeholder={kept ? 'type to replace' : field.environment}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" disabled={text.trim() === '' || saving} data-testid={testIds.vendorKeySave}>
            {saving ? 'Keeping…' : 'Keep'}
          </Button>
          <Button tone="quiet" disabled={!kept} onClick={() => setAsking(true)} data-testid={testIds.vendorKeyRemove}>
            Remove
          </Button>
        </div>
      </form>
      {asking ? (
        <ConfirmDialog
          title={`Remove ${field.title}`}
          confirm="Remove"
          danger
          onClose={() => setAsking(false)}
          onConfirm={() => void remove()}
        >
          <p>The key cannot be shown or restored afterwards; it has to be entered again.</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

type TestState = { readonly busy: boolean; readonly accepted: boolean; readonly words: string };

function TestButton({ vendor }: { readonly vendor: VendorCatalogue }) {
  const [state, setState] = useState<TestState>({ busy: false, accepted: true, words: '' });
  const test = async (): Promise<void> => {
    setState({ busy: true, accepted: true, words: '' });
    const answer = await links().ingestion.call.testVendor({ vendor: vendor.vendor });
    if (!answer.ok) return setState({ busy: false, accepted: false, words: answer.failure.message });
    const { accepted, message, elapsedMs } = answer.value;
    setState({ busy: false, accepted, words: `${message} (${milliseconds(elapsedMs)})` });
  };
  return (
    <span className="row">
      <Button disabled={state.busy} onClick={() => void test()} data-testid={testIds.vendorKeyTest}>
        {state.busy ? 'Asking…' : 'Test'}
      </Button>
      {state.words === '' ? null : (
        <span
          className={state.accepted ? 'selectable' : 'selectable danger'}
          role="status"
          data-testid={testIds.vendorKeyResult}
        >
          {state.accepted ? '✓ ' : '✕ '}
          {state.words}
        </span>
      )}
    </span>
  );
}

function matches({ title, summary, vendor }: VendorCatalogue, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return wanted === '' || `${title} ${summary} ${vendor} data vendors keys`.toLowerCase().includes(wanted);
}

type Props = {
  readonly query: string;
  /** `vendors.<id>` = the vendor whose keys were asked for. */
  readonly wanted: string | null;
};

/** Keys go in here and never come out: what is kept is named, tested and removed, not shown. */
export function VendorKeys({ query, wanted }: Props) {
  const section = useRef<HTMLElement>(null);
  const condition = useFeedCondition(vendorCatalogue);
  const listed = [...useFeedItems(vendorCatalogue).values()].filter((vendor) => matches(vendor, query));
  const kept = useFeedItems(credentials);
  useEffect(() => {
    if (!condition.known || !wanted?.startsWith('vendors.')) return;
    const vendor = section.current?.querySelector<HTMLElement>(`[data-vendor="${CSS.escape(wanted.slice(8))}"]`);
    (vendor ?? section.current)?.scrollIntoView({ block: 'center' });
    vendor?.querySelector<HTMLElement>('input')?.focus();
  }, [condition.known, wanted]);
  if (condition.known && listed.length === 0) return null;
  return (
    <section ref={section} id="settings-vendors" className="settings-group">
      <h3>
        <KeyRound size={13} aria-hidden /> Data vendors
      </h3>
      <WhenKnown of={condition} what="vendors">
        {listed.length === 0 ? <Condition title="No vendor is known" /> : null}
        {listed.map((vendor) => (
          <div key={vendor.vendor} className="vendor-keys" data-vendor={vendor.vendor}>
            <div className="vendor-keys-head">
              <strong>{vendor.title}</strong>
              <span className="faint ellipsis" title={vendor.homepage}>
                {vendor.summary}
              </span>
              <TestButton vendor={vendor} />
            </div>
            {vendor.fields.map((field) => (
              <KeyField
                key={field.name}
                vendor={vendor.vendor}
                field={field}
                kept={kept.get(`${vendor.vendor}.${field.name}`)}
              />
            ))}
          </div>
        ))}
      </WhenKnown>
    </section>
  );
}
