import { number } from './format.ts';

type Props = {
  readonly label: string;
  readonly used: number | null;
  readonly width?: number;
  readonly warnAt?: number;
  /** Of what there should be, more is better: full is no alarm. */
  readonly coverage?: boolean;
  /** The program itself keeps within the limit: a full one means waiting, not harm. */
  readonly kept?: boolean;
};

/** How much of a limit is used, 0..1; without a value the bar stays empty and says so. */
export function Meter({ label, used, width, warnAt = 0.66, coverage = false, kept = false }: Props) {
  const share = used === null ? 0 : Math.min(1, Math.max(0, used));
  const tone = coverage ? 'normal' : share >= 1 && !kept ? 'danger' : share >= warnAt ? 'attention' : 'normal';
  return (
    <div
      className="meter"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={used === null ? 'not known' : `${number(used * 100, 0)} percent used`}
      style={width === undefined ? undefined : { width }}
    >
      <i data-tone={tone} style={{ width: `${share * 100}%` }} />
    </div>
  );
}
