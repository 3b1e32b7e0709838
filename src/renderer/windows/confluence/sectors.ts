const members: Readonly<Record<string, string>> = {
  'Broad market': 'SPY QQQ IWM DIA VOO IVV VTI RSP MDY SPX NDX RUT',
  Technology:
    'AAPL MSFT NVDA AMD AVGO ORCL CRM ADBE INTC QCOM TXN MU AMAT LRCX KLAC NOW PANW CRWD SNOW PLTR CSCO IBM ARM SMCI DELL XLK SMH SOXX',
  Communication: 'GOOGL GOOG META NFLX DIS T VZ TMUS CMCSA SNAP PINS SPOT XLC',
  'Consumer discretionary': 'AMZN TSLA HD MCD NKE SBUX LOW BKNG TGT GM F ABNB UBER LULU XLY',
  'Consumer staples': 'WMT COST PG KO PEP PM MO CL KR XLP',
  Financials: 'JPM BAC WFC C GS MS SCHW BLK AXP V MA PYPL COIN HOOD SOFI BRK.B XLF KRE',
  'Health care': 'UNH JNJ LLY PFE MRK ABBV TMO ABT DHR BMY AMGN GILD MRNA ISRG XLV XBI',
  Energy: 'XOM CVX COP SLB OXY EOG MPC VLO DVN HAL XLE XOP USO',
  Industrials: 'BA CAT GE HON UPS RTX LMT DE UNP DAL UAL AAL FDX XLI',
  Materials: 'LIN FCX NEM NUE APD XLB GDX GLD SLV',
  Utilities: 'NEE DUK SO CEG VST XLU',
  'Real estate': 'PLD AMT EQIX O SPG XLRE',
  Rates: 'TLT IEF SHY HYG LQD',
};

const sectorByTicker = new Map(
  Object.entries(members).flatMap(([sector, tickers]) => tickers.split(' ').map((ticker) => [ticker, sector] as const)),
);

/** A static list of common names; what it does not hold is said to be unclassified. */
export function sectorOf(ticker: string): string {
  return sectorByTicker.get(ticker) ?? 'Unclassified';
}
