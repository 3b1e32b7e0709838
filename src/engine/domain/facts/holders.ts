import type { OptionRight } from '../instrument.ts';

/** What an insider's transaction was; only open-market purchases and sales are opinions. */
export type InsiderAction =
  | 'purchase'
  | 'sale'
  | 'grant'
  | 'exercise'
  | 'conversion'
  | 'tax-withholding'
  | 'disposition-to-issuer'
  | 'gift'
  | 'expiry'
  | 'other';

/** One row of a Form 3, 4 or 5, derivative or not. Null price = told only in a footnote, or not at all. */
export type InsiderTransaction = {
  readonly form: string;
  readonly isAmendment: boolean;
  readonly accession: string;
  readonly issuerCik: string;
  readonly ownerName: string;
  readonly ownerCik: string;
  readonly isDirector: boolean;
  readonly isOfficer: boolean;
  readonly isTenPercentOwner: boolean;
  readonly officerTitle: string;
  /** `YYYYMMDD` */
  readonly transactionDate: string;
  readonly filingDate: string | null;
  readonly code: string;
  readonly action: InsiderAction;
  /** Under a plan fixed in advance (Rule 10b5-1); null = the form is older than the box. */
  readonly isPlanned: boolean | null;
  readonly isDerivative: boolean;
  readonly securityTitle: string;
  readonly acquired: boolean;
  readonly shares: number | null;
  readonly price: number | null;
  /** Shares x price, dollars; null when either is unknown. */
  readonly value: number | null;
  readonly sharesAfter: number | null;
  readonly isDirect: boolean;
  readonly footnotes: readonly string[];
};

/** Insider buying and selling of a filing day in all. Sales are positive dollars here. */
export type InsiderTotals = {
  readonly date: string;
  readonly purchases: number;
  readonly purchaseValue: number;
  readonly sales: number;
  readonly saleValue: number;
};

/**
 * What an amended 13F is to the report of its manager and quarter: all of it again, or positions beside it. `untold`: it
 * does not say.
 */
export type ReportAmendment = 'restatement' | 'new-holdings' | 'untold';

/**
 * One position of a 13F report. Value in whole dollars. Who sums a quarter takes the last restatement in place of all
 * that was filed before it, and adds new holdings.
 */
export type InstitutionHolding = {
  readonly managerCik: string;
  readonly managerName: string;
  readonly accession: string;
  /** Null = no amendment, or kept before amendments were told apart. */
  readonly amendment: ReportAmendment | null;
  /** Quarter end, `YYYYMMDD`. */
  readonly reportDate: string;
  readonly filingDate: string | null;
  readonly issuer: string;
  readonly cusip: string;
  readonly value: number;
  readonly shares: number | null;
  readonly isPrincipal: boolean;
  readonly option: OptionRight | null;
  readonly sharesChange: number | null;
};

export type PoliticianTrade = {
  readonly name: string;
  readonly chamber: string;
  readonly transactionDate: string;
  readonly filingDate: string | null;
  readonly action: 'purchase' | 'sale' | 'exchange' | 'other';
  /** Reported bracket, dollars. */
  readonly leastValue: number | null;
  readonly mostValue: number | null;
};
