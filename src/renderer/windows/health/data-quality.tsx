import { TriangleAlert } from 'lucide-react';
import type { FeedsFile, QualityFinding } from '../../../engine/contract/health-schemas.ts';
import { number } from '../../components/format.ts';
import { clockTime } from '../../components/format-time.ts';
import { testIds } from '../../components/test-ids.ts';

/** What is wrong in the feeds file, where, and what is in force meanwhile. */
export function FeedsFileProblem({ file }: { readonly file: FeedsFile }) {
  if (file.problem === null) return null;
  const { message, line, column } = file.problem;
  const where = line === null ? '' : ` (line ${line}${column === null ? '' : `, column ${column}`})`;
  return (
    <div className="health-problem" role="alert" data-testid={testIds.feedsFileProblem}>
      <TriangleAlert size={14} aria-hidden />
      <p className="selectable">
        <strong>The feeds file is not in force{where}:</strong> {message}{' '}
        <span className="muted">
          {file.path}; what was read at {clockTime(file.loadedTime)} ET stays in force.
        </span>
      </p>
    </div>
  );
}

/** Where sources contradict each other or common sense, newest first. */
export function QualityTable({ findings }: { readonly findings: readonly QualityFinding[] }) {
  if (findings.length === 0) return <p className="faint">No contradiction between sources at the moment.</p>;
  return (
    <table className="data-table health-table narrows">
      <thead>
        <tr>
          <th>Check</th>
          <th>Symbol</th>
          <th className="wide-only">Sources</th>
          <th className="num">Since</th>
          <th className="num wide-only">Seen</th>
          <th>Finding</th>
        </tr>
      </thead>
      <tbody>
        {findings
          .toSorted((one, other) => other.since - one.since)
          .map((finding) => (
            <tr key={finding.key}>
              <td>{finding.check.replace('-', ' ')}</td>
              <td className="strong">{finding.subject}</td>
              <td className="wide-only muted">{finding.sources.join(', ')}</td>
              <td className="num">{clockTime(finding.since)}</td>
              <td className="num wide-only">{number(finding.count, 0)}</td>
              <td className="health-words" title={finding.message}>
                {finding.message}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
