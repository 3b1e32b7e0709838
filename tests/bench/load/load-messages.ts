/** From the bench to the process that carries the load. */
export type LoadCommand =
  | { readonly type: 'rate'; readonly ticksPerSecond: number }
  | { readonly type: 'report' }
  | { readonly type: 'orders' };

/** Times are ms since epoch with fractions: the clock all processes of one machine share. */
export type LoadReport = {
  readonly type: 'report';
  readonly ticks: number;
  readonly framesOut: number;
  /** By instrument, then by tick number. */
  readonly createdMs: readonly Float64Array[];
};
export type LoadAnswer =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'orders'; readonly arrivals: readonly { readonly limitPrice: string; readonly atMs: number }[] }
  | LoadReport;
