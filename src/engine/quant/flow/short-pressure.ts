import type { ShortSummary } from '../../domain/evidence.ts';
import type { ShortAvailability, ShortInterest, ShortVolume } from '../../domain/facts/short-selling.ts';

const daysKept = 21;
const fewestDays = 5;

/** The newest report and daily ratios of short volume of one ticker; later versions of a day replace earlier ones. */
export function createShortPressure() {
  let interest: ShortInterest | null = null;
  let availability: ShortAvailability | null = null;
  const ratios = new Map<string, number>();
  let newestTime = 0;

  return {
    interest(eventTime: number, body: ShortInterest): void {
      if (interest !== null && body.settlementDate < interest.settlementDate) return;
      // Two sources tell of one report: what the one leaves out the other may know.
      const same = interest?.settlementDate === body.settlementDate ? interest : null;
      interest = {
        ...body,
        ofFloat: body.ofFloat ?? same?.ofFloat ?? null,
        changePercent: body.changePercent ?? same?.changePercent ?? null,
        daysToCover: body.daysToCover ?? same?.daysToCover ?? null,
      };
      newestTime = Math.max(newestTime, eventTime);
    },
    availability(body: ShortAvailability): void {
      availability = body;
    },
    volume(eventTime: number, body: ShortVolume): void {
      if (body.totalVolume <= 0) return;
      ratios.set(body.date, body.shortVolume / body.totalVolume);
      const oldest = [...ratios.keys()].toSorted();
      for (const date of oldest.slice(0, Math.max(0, oldest.length - daysKept))) ratios.delete(date);
      newestTime = Math.max(newestTime, eventTime);
    },
    /** Null before anything was told. */
    summary(): ShortSummary | null {
      if (interest === null && ratios.size === 0) return null;
      const days = [...ratios].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, ratio]) => ratio);
      const before = days.slice(0, -1);
      const enough = before.length >= fewestDays;
      const mean = before.reduce((sum, ratio) => sum + ratio, 0) / Math.max(1, before.length);
      const variance = before.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / Math.max(1, before.length - 1);
      return {
        settlementDate: interest?.settlementDate ?? null,
        shares: interest?.shares ?? null,
        changePercent: interest?.changePercent ?? null,
        daysToCover: interest?.daysToCover ?? null,
        ofFloat: interest?.ofFloat ?? null,
        feeRate: availability?.feeRate ?? null,
        shortVolumeRatio: days.at(-1) ?? null,
        usualShortVolumeRatio: enough ? mean : null,
        shortVolumeDeviation: enough ? Math.sqrt(variance) : null,
        newestTime,
      };
    },
  };
}
export type ShortPressure = ReturnType<typeof createShortPressure>;
