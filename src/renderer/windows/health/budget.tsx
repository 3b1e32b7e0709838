import { missing, number } from '../../components/format.ts';
import { Meter } from '../../components/meter.tsx';

type Props = { readonly label: string; readonly used: number | null; readonly limit: number | null };

/** What was used of a limit the program keeps, in figures and as a bar. */
export function Budget({ label, used, limit }: Props) {
  // A feed without a budget reports neither, or a limit of nothing.
  if (limit === 0 || (used === null && limit === null)) return <span className="faint">{missing}</span>;
  if (limit === null) return <span>{number(used, 0)}</span>;
  return (
    <span className="budget">
      <span>
        {number(used, 0)}
        <span className="faint">/{number(limit, 0)}</span>
      </span>
      <Meter label={label} used={used === null || !limit ? null : used / limit} width={56} warnAt={1} kept />
    </span>
  );
}
