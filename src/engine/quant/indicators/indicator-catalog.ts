import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { IndicatorColumns } from './bar-columns.ts';
import { alongBars, type IndicatorStream, openStream } from './bar-step.ts';
import type { IndicatorSpec } from './indicator-spec.ts';
import { oscillatorSpecs } from './oscillator-specs.ts';
import { type ParameterCode, type Parameters, resolveParameters } from './parameters.ts';
import { trendSpecs } from './trend-specs.ts';
import { volumeSpecs } from './volume-specs.ts';

/** Every indicator there is: what charts, screens and the command line offer comes from here. */
export const indicatorCatalog: readonly IndicatorSpec[] = [...trendSpecs, ...oscillatorSpecs, ...volumeSpecs];

export type IndicatorRequest = { readonly id: string; readonly parameters?: Parameters | undefined };
export type IndicatorCode = 'unknown-indicator' | 'missing-column' | 'uneven-columns' | ParameterCode;

/** One line per output, as long as the columns; NaN where there is no value. */
export type IndicatorLines = Readonly<Record<string, Float64Array>>;

type Resolved = { readonly spec: IndicatorSpec; readonly parameters: Parameters };

/** The entry of an id (upper or lower case) and its parameters, checked. */
export function resolveIndicator(request: IndicatorRequest): Outcome<Resolved, IndicatorCode> {
  const id = request.id.toUpperCase();
  const spec = indicatorCatalog.find((entry) => entry.id === id);
  if (!spec) return fail('unknown-indicator', `there is no indicator ${request.id}`);
  const parameters = resolveParameters(spec.parameters, request.parameters ?? {});
  return parameters.ok ? ok({ spec, parameters: parameters.value }) : parameters;
}

function sourceOf({ spec, parameters }: Resolved) {
  const { inputs, outputs, takesGaps } = spec;
  return { inputs, outputs, takesGaps, create: () => spec.create(parameters) };
}

/** An indicator for bars that arrive one after the other, with `update` for the one still forming. */
export function openIndicator(request: IndicatorRequest): Outcome<IndicatorStream, IndicatorCode> {
  const resolved = resolveIndicator(request);
  return resolved.ok ? ok(openStream(sourceOf(resolved.value))) : resolved;
}

/** An indicator over whole columns; the same values, bit for bit, as committing the bars one by one. */
export function computeIndicator(
  request: IndicatorRequest,
  columns: IndicatorColumns,
): Outcome<IndicatorLines, IndicatorCode> {
  const resolved = resolveIndicator(request);
  if (!resolved.ok) return resolved;
  const { spec, parameters } = resolved.value;
  const missing = spec.inputs.find((input) => columns[input] === undefined);
  if (missing !== undefined) return fail('missing-column', `${spec.id} needs the column ${missing}`);
  const lengths = new Set(spec.inputs.map((input) => columns[input]?.length));
  if (lengths.size > 1) return fail('uneven-columns', `the columns of ${spec.id} are not of one length`);
  const lines = spec.batch?.(columns, parameters) ?? alongBars(sourceOf(resolved.value), columns);
  return ok(Object.fromEntries(spec.outputs.map((output, index) => [output, lines[index] ?? new Float64Array(0)])));
}
