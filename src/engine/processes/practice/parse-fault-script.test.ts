import { describe, expect, it } from 'vitest';
import { parseFaultScript } from './parse-fault-script.ts';

describe('fault script', () => {
  it('reads steps of every trigger', () => {
    const text = JSON.stringify([
      { after: 5_000, do: { kind: 'reset' } },
      { on: 'orderStatus', count: 2, do: { kind: 'drop', message: 'orderStatus' } },
      { at: 1_790_000_000_000, clientId: 71, do: { kind: 'info-code', code: 1100 } },
    ]);
    expect(parseFaultScript(text)).toMatchObject({ ok: true, value: [{ after: 5_000 }, { on: 'orderStatus' }, { clientId: 71 }] });
  });

  it.each([
    ['[{"after":1,"do":{"kind":"explode"}}]', /step 1/],
    ['[{"after":1,"do":{"kind":"reset"}},{"do":{"kind":"reset"}}]', /step 2: needs one of/],
    ['{}', /array/],
    ['[', /not JSON/],
  ])('refuses %s and says where', (text, reason) => {
    const parsed = parseFaultScript(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.failure.message).toMatch(reason);
  });
});
