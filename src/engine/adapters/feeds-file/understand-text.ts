import { mostBytes } from './read-text.ts';
import { readYaml, type PathProblem, type Placed } from './read-yaml.ts';

/** What the content means, by whoever knows the vendors. */
export type ReadContent<Config> = (
  value: unknown,
) => { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly PathProblem[] };

/** Finding a place walks the file: of thousands of mistakes one is shown. */
const mostPlaced = 100;
const tooLong = `more than ${mostBytes / 1024} KB are too many for this file`;

export function understand<Config>(
  text: string,
  read: ReadContent<Config>,
): { readonly config: Config | null; readonly problem: Placed | null } {
  if (text.length > mostBytes) return { config: null, problem: { message: tooLong, line: null, column: null } };
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) return { config: null, problem: firstOf(yaml.problems, yaml.problems.length) };
  const content = read(yaml.value);
  if (content.ok) return { config: content.config, problem: null };
  const placed = content.problems.slice(0, mostPlaced).map((problem) => yaml.place(problem));
  return { config: null, problem: firstOf(placed, content.problems.length) };
}

function firstOf(problems: readonly Placed[], all: number): Placed | null {
  const [first] = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (!first || all === 1) return first ?? null;
  return { ...first, message: `${first.message} (and ${all - 1} more)` };
}
