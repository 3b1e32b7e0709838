import { expect, test } from 'vitest';
import { parseFaultScript } from './parse-fault-script.ts';

test('a script of every trigger is taken as it stands', () => {
  const script = [
    { at: 1_767_625_200_000, do: { kind: 'reset' } },
    { after: 500, clientId: 3, do: { kind: 'bytes', mode: 'fragment', size: 1 } },
    { on: 'execution', count: 2, do: { kind: 'delay', message: 'commission', forMs: 900 } },
    { onRequest: 'placeOrder', do: { kind: 'raw', fields: [1, 'x', null] } },
  ];
  expect(parseFaultScript(JSON.stringify(script))).toEqual({ ok: true, value: script });
});

test.each([
  ['nonsense', /not JSON/],
  ['{}', /list of steps/],
  ['[1]', /step 1: not an object/],
  ['[{"after":1,"do":{"kind":"reset"}},{"do":{"kind":"reset"}}]', /step 2: needs exactly one of/],
  ['[{"after":1,"at":2,"do":{"kind":"reset"}}]', /exactly one/],
  ['[{"after":1}]', /needs an action/],
  ['[{"after":1,"do":{"kind":"explode"}}]', /no fault is called explode/],
  ['[{"after":1,"do":{"kind":"stall"}}]', /forRealMs is wrong/],
  ['[{"after":"soon","do":{"kind":"reset"}}]', /after is wrong: "soon"/],
  ['[{"on":"fill","do":{"kind":"reset"}}]', /on is wrong: "fill"/],
  ['[{"after":1,"do":{"kind":"reset","hard":true}}]', /hard is not known/],
  ['[{"after":1,"do":{"kind":"bytes","mode":"fragment"}}]', /fragment needs size/],
  ['[{"after":1,"do":{"kind":"toString"}}]', /no fault is called toString/],
])('%s is refused with its reason', (json, reason) => {
  const outcome = parseFaultScript(json);
  expect(outcome.ok ? '' : outcome.failure.message).toMatch(reason);
});
