import { expect, test } from 'vitest';
import type { InstitutionHolding } from '../../domain/facts/holders.ts';
import type { RequestContext } from '../../ports/vendor.ts';
import { translateInstitutionText } from './institution-report.ts';

const context: RequestContext = {
  ...{ symbol: '', parameters: {}, headers: {}, receivedTime: Date.UTC(2026, 10, 15), tradingDate: '20261116' },
};

function submission(form: string, cover: string): string {
  return `<SEC-DOCUMENT>0000000009-26-000001.txt
<SEC-HEADER>
<ACCEPTANCE-DATETIME>20261114160000
ACCESSION NUMBER:\t\t0000000009-26-000001
CONFORMED SUBMISSION TYPE:\t${form}
FILED AS OF DATE:\t\t20261114
</SEC-HEADER>
<DOCUMENT><XML><edgarSubmission><headerData><submissionType>${form}</submissionType>
<filerInfo><filer><credentials><cik>9</cik></credentials></filer></filerInfo></headerData>
<formData><coverPage><reportCalendarOrQuarter>09-30-2026</reportCalendarOrQuarter>${cover}
<filingManager><name>SOMEBODY</name></filingManager></coverPage><summaryPage></summaryPage></formData>
</edgarSubmission></XML></DOCUMENT>
<DOCUMENT><XML><informationTable><infoTable><nameOfIssuer>HAMMER</nameOfIssuer><cusip>037833100</cusip>
<value>100</value><shrsOrPrnAmt><sshPrnamt>1</sshPrnamt><sshPrnamtType>SH</sshPrnamtType></shrsOrPrnAmt></infoTable>
</informationTable></XML></DOCUMENT>`;
}

function amendmentOf(form: string, cover = ''): InstitutionHolding['amendment'] | undefined {
  const [fact] = translateInstitutionText({ kind: 'text', text: submission(form, cover) }, context).facts;
  return fact?.kind === 'institution-holding' ? fact.body.amendment : undefined;
}

const amends = (type: string): string =>
  `<isAmendment>true</isAmendment><amendmentNo>1</amendmentNo><amendmentInfo><amendmentType>${type}</amendmentType></amendmentInfo>`;

test('a report that amends another says whether it replaces it or adds to it', () => {
  expect(amendmentOf('13F-HR')).toBeNull();
  expect(amendmentOf('13F-HR', '<isAmendment>false</isAmendment>')).toBeNull();
  expect(amendmentOf('13F-HR/A', amends('RESTATEMENT'))).toBe('restatement');
  expect(amendmentOf('13F-HR/A', amends('NEW HOLDINGS'))).toBe('new-holdings');
});

test('an amendment that does not say which is not taken for the report itself', () => {
  expect(amendmentOf('13F-HR/A')).toBe('untold');
  expect(amendmentOf('13F-HR/A', amends('SOMETHING ELSE'))).toBe('untold');
  expect(amendmentOf('13F-HR', '<isAmendment>true</isAmendment>')).toBe('untold');
});
