import type { z } from 'zod';
import type { Failure } from '../domain/outcome.ts';

type Issue = z.core.$ZodIssue;
const maxIssues = 5;

/** One sentence per fault with its path: `order.quantity: expected number > 0`. */
export function inputFailure(
  error: z.core.$ZodError,
  code: 'invalid-input' | 'invalid-output' = 'invalid-input',
): Failure {
  const { issues } = error;
  const shown = issues.slice(0, maxIssues).map(describe);
  if (issues.length > maxIssues) shown.push(`${issues.length - maxIssues} more`);
  return { code, message: shown.join('; '), facts: { path: issues[0]?.path.join('.') ?? '', faults: issues.length } };
}

function describe(issue: Issue): string {
  const path = issue.path.join('.');
  return path === '' ? reason(issue) : `${path}: ${reason(issue)}`;
}

function reason(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return `expected ${sized(issue.origin)} ${issue.inclusive === false ? '>' : '>='} ${issue.minimum}`;
    case 'too_big':
      return `expected ${sized(issue.origin)} ${issue.inclusive === false ? '<' : '<='} ${issue.maximum}`;
    case 'invalid_type':
      return `expected ${issue.expected}`;
    case 'unrecognized_keys':
      return `unknown ${issue.keys.length === 1 ? 'field' : 'fields'} ${issue.keys
        .slice(0, maxIssues)
        .map((key) => `'${key.slice(0, 60)}'`)
        .join(', ')}`;
    default:
      return issue.message;
  }
}

function sized(origin: string): string {
  if (origin === 'string') return 'length';
  return origin === 'array' || origin === 'set' || origin === 'map'
    ? 'number of items'
    : origin === 'int'
      ? 'number'
      : origin;
}
