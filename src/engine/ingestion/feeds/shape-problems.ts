import type { z } from 'zod';

/** What is wrong and where, so that whoever read the text can say in which line. */
export type ConfigProblem = { readonly path: readonly (string | number)[]; readonly message: string };

type Issue = z.core.$ZodIssue;

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list such as [A, B]',
  object: 'names with values',
  record: 'names with values',
};

/** What the schema says against a value, in words for whoever wrote the file. */
export function shapeProblems(issue: Issue, whole: unknown): readonly ConfigProblem[] {
  return problemsAt(issue, [], whole);
}

function problemsAt(issue: Issue, before: ConfigProblem['path'], whole: unknown): readonly ConfigProblem[] {
  const path = [...before, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: `"${key}" means nothing here` }));
  if (issue.code === 'invalid_union') {
    // Of several forms the one that was meant is the one that was followed furthest; where none was, any will do.
    const deepest = Math.max(...issue.errors.map(depthOf));
    const meant = issue.errors.filter((errors) => depthOf(errors) === deepest);
    const problems = meant.map((errors) => errors.flatMap((inner) => problemsAt(inner, path, whole)));
    const [only = []] = problems;
    return deepest > 0 ? only : [{ path, message: eitherOf(problems.flat()) }];
  }
  return [{ path, message: messageOf(issue, valueAt(whole, path)) }];
}

/** `expected watchlist or a list such as [A, B], got 5` */
function eitherOf(problems: readonly ConfigProblem[]): string {
  const said = problems.map(({ message }) => /^expected (.*)([;,] got .*)$/s.exec(message));
  const wanted = said.flatMap((match) => match?.[1] ?? []);
  const got = said.at(-1)?.[2];
  if (wanted.length < problems.length || got === undefined) return problems.map(({ message }) => message).join('; or ');
  return `expected ${wanted.join(' or ')}${got}`;
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function messageOf(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${nouns[issue.expected] ?? issue.expected}, got ${shown(value)}`;
    case 'invalid_value':
      return `expected ${issue.values.map(String).join(', ')}; got ${shown(value)}`;
    case 'too_small':
      return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin)}, got ${measured(value)}`;
    case 'too_big':
      return `expected ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin)}, got ${measured(value)}`;
    default:
      return issue.message;
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' in the list' : '';
}

function measured(value: unknown): string {
  if (typeof value === 'string') return `${value.length}`;
  return Array.isArray(value) ? `${value.length}` : shown(value);
}

const longestShown = 40;

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'names with values';
  if (typeof value === 'string') return `"${value.length > longestShown ? `${value.slice(0, longestShown)}…` : value}"`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value;
}

function valueAt(whole: unknown, path: ConfigProblem['path']): unknown {
  let at = whole;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string | number, unknown>>)[part];
  }
  return at;
}
