import type { Endpoint, Vendor } from '../../ports/vendor.ts';
import { placeholdersOf, isBuiltIn } from './template.ts';
import { feedsConfigSchema, type FeedsConfig, type VendorConfig } from './feeds-config.ts';
import { shapeProblems, type ConfigProblem } from './shape-problems.ts';

export type ConfigReading =
  | { readonly ok: true; readonly config: FeedsConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

function nearest(word: string, known: readonly string[]): string {
  const alike = known.filter((name) => name.startsWith(word.slice(0, 3)) || name.includes(word));
  return (alike.length > 0 ? alike : known).slice(0, 8).join(', ');
}

function unknownKeys(given: object | undefined, known: readonly string[], path: readonly string[], what: string) {
  return Object.keys(given ?? {})
    .filter((key) => !known.includes(key))
    .map((key): ConfigProblem => ({
      path: [...path, key],
      message: `no ${what} "${key}"; there are ${nearest(key, known)}`,
    }));
}

function queryProblems(vendor: Vendor, config: VendorConfig): readonly ConfigProblem[] {
  return Object.entries(config.endpoints ?? {}).flatMap(([id, entry]) => {
    const endpoint = vendor.endpoints.find((one) => one.id === id);
    const names = new Set(endpoint?.items.flatMap((item) => Object.keys(item)) ?? []);
    return Object.entries(entry.query ?? {}).flatMap(([key, text]) =>
      placeholdersOf(text)
        .filter((name) => !isBuiltIn(name) && !names.has(name))
        .map((name): ConfigProblem => ({
          path: ['vendors', vendor.id, 'endpoints', id, 'query', key],
          message: `nothing fills {${name}}`,
        })),
    );
  });
}

type Said = NonNullable<VendorConfig['endpoints']>[string];

/** The list of an endpoint may be another one, with the fields of its own. */
function itemProblems(endpoint: Endpoint, { items = [] }: Said, path: ConfigProblem['path']): readonly ConfigProblem[] {
  if (items.length === 0) return [];
  if (endpoint.items.length === 0)
    return [{ path: [...path, 'items'], message: `${endpoint.id} is not asked by a list` }];
  const known = [...new Set(endpoint.items.flatMap((item) => Object.keys(item)))];
  const needed = known.filter((name) => endpoint.items.every((item) => item[name] !== undefined));
  return items.flatMap((item, index) => [
    ...needed
      .filter((name) => item[name] === undefined)
      .map((name): ConfigProblem => ({ path: [...path, 'items', index], message: `no ${name} is named` })),
    ...Object.keys(item)
      .filter((name) => !known.includes(name))
      .map((name): ConfigProblem => ({
        path: [...path, 'items', index, name],
        message: `no field "${name}"; there are ${known.join(', ')}`,
      })),
  ]);
}

function choiceProblems(
  { choices }: Endpoint,
  { parameters }: Said,
  path: ConfigProblem['path'],
): readonly ConfigProblem[] {
  return Object.entries(parameters ?? {}).flatMap(([name, value]): readonly ConfigProblem[] => {
    const offered = Object.hasOwn(choices, name) ? choices[name] : undefined;
    const names = Object.keys(choices);
    const there = names.length === 0 ? 'nothing can be chosen here' : `there are ${names.join(', ')}`;
    if (offered === undefined)
      return [{ path: [...path, 'parameters', name], message: `no parameter "${name}"; ${there}` }];
    if (offered.includes(value)) return [];
    return [{ path: [...path, 'parameters', name], message: `"${value}" is none of ${offered.join(', ')}` }];
  });
}

function endpointProblems(vendor: Vendor, config: VendorConfig): readonly ConfigProblem[] {
  return vendor.endpoints.flatMap((endpoint) => {
    const said = config.endpoints?.[endpoint.id];
    const path = ['vendors', vendor.id, 'endpoints', endpoint.id];
    return said ? [...itemProblems(endpoint, said, path), ...choiceProblems(endpoint, said, path)] : [];
  });
}

function reserveProblems(vendor: Vendor, config: VendorConfig): readonly ConfigProblem[] {
  const given = config.budget?.reserve ?? {};
  const shares = Object.values({ ...vendor.budget.reserve, ...given });
  const total = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
  if (total <= 1) return [];
  const message = `keeps ${Math.round(total * 100)}% of the budget, with the shares that are not said: more than all of it`;
  return [{ path: ['vendors', vendor.id, 'budget', 'reserve'], message }];
}

function vendorProblems(vendor: Vendor, config: VendorConfig): readonly ConfigProblem[] {
  const path = ['vendors', vendor.id];
  return [
    ...unknownKeys(config.bases, Object.keys(vendor.bases), [...path, 'bases'], 'address'),
    ...unknownKeys(config.endpoints, vendor.endpoints.map(idOf), [...path, 'endpoints'], 'endpoint'),
    ...unknownKeys(config.streams, vendor.streams.map(idOf), [...path, 'streams'], 'stream'),
    ...queryProblems(vendor, config),
    ...endpointProblems(vendor, config),
    ...reserveProblems(vendor, config),
  ];
}

const idOf = ({ id }: { readonly id: string }): string => id;

/** Checks what a feeds file says against its shape and against the vendors there are. */
export function readFeedsConfig(value: unknown, vendors: readonly Vendor[]): ConfigReading {
  const given = value ?? { version: 1 };
  const read = feedsConfigSchema.safeParse(given);
  if (!read.success) return { ok: false, problems: read.error.issues.flatMap((issue) => shapeProblems(issue, given)) };
  const config = read.data;
  const problems = [
    ...unknownKeys(config.vendors, vendors.map(idOf), ['vendors'], 'vendor'),
    ...vendors.flatMap((vendor) => vendorProblems(vendor, config.vendors?.[vendor.id] ?? {})),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config };
}
