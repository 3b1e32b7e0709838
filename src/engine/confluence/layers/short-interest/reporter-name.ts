import { isOfficialReporter } from '../../../domain/facts/short-reporters.ts';

/** A vendor id as a sentence names it: `unusual-whales` is Unusual Whales. */
export function reporterName(source: string): string {
  if (isOfficialReporter(source)) return source.toUpperCase();
  return source
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');
}

/** What a short volume is a part of: only FINRA says by what it divides. */
export function volumeWords(source: string): string {
  if (isOfficialReporter(source)) return `off-exchange volume (${reporterName(source)})`;
  return `volume as ${reporterName(source)} counts it`;
}
