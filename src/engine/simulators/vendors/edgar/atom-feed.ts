import { wallTime } from '../../../domain/time.ts';
import type { ShelvedInsider } from './filing-shelf.ts';
import { formOf } from './submission-sgml.ts';
import { isoDay, xmlText } from './xml-text.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** `2025-12-12T18:02:43-05:00` */
function newYorkStamp(timeMs: number): string {
  const { date, hour, minute, second, secondOfDay } = wallTime(timeMs);
  const local = Date.UTC(
    Number(date.slice(0, 4)),
    Number(date.slice(4, 6)) - 1,
    Number(date.slice(6)),
    0,
    0,
    secondOfDay,
  );
  const offset = Math.round((timeMs - local) / 3_600_000);
  return `${isoDay(date)}T${two(hour)}:${two(minute)}:${two(second)}-${two(offset)}:00`;
}

function entry(shelved: ShelvedInsider, role: 'Reporting' | 'Issuer'): string {
  const { filing } = shelved;
  const [name, cik] =
    role === 'Issuer' ? [filing.company.name, filing.company.cik] : [filing.owner.name, filing.owner.cik];
  const folder = `https://www.sec.gov/Archives/edgar/data/${Number(cik)}/${filing.accession.replaceAll('-', '')}`;
  return `<entry>
<title>${formOf(shelved)} - ${xmlText(name)} (${cik}) (${role})</title>
<link rel="alternate" type="text/html" href="${folder}/${filing.accession}-index.htm"/>
<summary type="html">
 &lt;b&gt;Filed:&lt;/b&gt; ${isoDay(filing.filingDate)} &lt;b&gt;AccNo:&lt;/b&gt; ${filing.accession} &lt;b&gt;Size:&lt;/b&gt; 5 KB
</summary>
<updated>${newYorkStamp(filing.acceptedMs)}</updated>
<category scheme="https://www.sec.gov/" label="form type" term="${formOf(shelved)}"/>
<id>urn:tag:sec.gov,2008:accession-number=${filing.accession}</id>
</entry>`;
}

/** A prospectus: `type=4` brings these too. */
function stranger(nowMs: number): string {
  const accession = '0001999999-26-000042';
  return `<entry>
<title>424B2 - Caf\u00e9 Note Issuer plc (0001999998) (Filer)</title>
<link rel="alternate" type="text/html" href="https://www.sec.gov/Archives/edgar/data/1999998/${accession.replaceAll('-', '')}/${accession}-index.htm"/>
<summary type="html"> &lt;b&gt;AccNo:&lt;/b&gt; ${accession}</summary>
<updated>${newYorkStamp(nowMs - 60_000)}</updated>
<category scheme="https://www.sec.gov/" label="form type" term="424B2"/>
<id>urn:tag:sec.gov,2008:accession-number=${accession}</id>
</entry>`;
}

/** The latest filings as Atom in ISO-8859-1; each comes twice, for its owner and for its issuer. */
export function atomFeed(
  filings: readonly ShelvedInsider[],
  page: { readonly start: number; readonly count: number; readonly nowMs: number },
): Uint8Array {
  const entries = filings.flatMap((one) => [entry(one, 'Reporting'), entry(one, 'Issuer')]);
  const shown = (page.start === 0 ? [stranger(page.nowMs), ...entries] : entries).slice(
    page.start === 0 ? 0 : page.start - 1,
    (page.start === 0 ? 0 : page.start - 1) + page.count,
  );
  const text = `<?xml version="1.0" encoding="ISO-8859-1" ?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>Latest Filings</title>
<id>https://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent</id>
<updated>${newYorkStamp(page.nowMs)}</updated>
${shown.join('\n')}
</feed>`;
  return Buffer.from(text, 'latin1');
}
