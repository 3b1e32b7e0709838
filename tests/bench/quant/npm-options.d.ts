// Neither package brings types.
declare module 'greeks' {
  type Greek = (spot: number, strike: number, years: number, vol: number, rate: number, side: 'call' | 'put') => number;
  type SideFree = (spot: number, strike: number, years: number, vol: number, rate: number) => number;
  const greeks: {
    getDelta: Greek;
    getRho: Greek;
    getTheta: Greek;
    getGamma: SideFree;
    getVega: SideFree;
  };
  export default greeks;
}

declare module 'implied-volatility' {
  const impliedVolatility: {
    getImpliedVolatility(
      price: number,
      spot: number,
      strike: number,
      years: number,
      rate: number,
      side: 'call' | 'put',
    ): number;
  };
  export default impliedVolatility;
}
