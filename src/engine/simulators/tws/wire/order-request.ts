import type { OrderTerms } from '../broker/sim-order.ts';
import { readContract, type ContractQuery } from './contract-query.ts';
import type { FieldReader } from './field-reader.ts';
import { readConditions, readPegged, skipComboRest, readDeltaNeutralOrder, readScale } from './order-request-blocks.ts';
import { since } from './versions.ts';

export type OrderRequest = {
  readonly orderId: number;
  readonly contract: ContractQuery;
  readonly terms: OrderTerms;
  /** What the order asks for beyond what is simulated. */
  readonly unserved: readonly string[];
};

/** Reads a placeOrder of any served version. Field order is the wire's. */
export function readOrder(reader: FieldReader, version: number): OrderRequest {
  const orderId = reader.int('orderId');
  const contract = readContract(reader);
  reader.skip(['secIdType', 'secId']);
  const main = readMain(reader);
  if (contract.secType === 'BAG') skipComboRest(reader);
  reader.skip(['sharesAllocation', 'discretionaryAmount']);
  const goodAfterTime = reader.text('goodAfterTime');
  const goodTillDate = reader.text('goodTillDate');
  reader.skip(['faGroup', 'faMethod', 'faPercentage']);
  if (version < since.noFinancialAdvisorProfile) reader.text('faProfile');
  reader.skip(['modelCode', 'shortSaleSlot', 'designatedLocation', 'exemptCode']);
  const ocaType = reader.int('ocaType');
  reader.skip(['rule80A', 'settlingFirm']);
  const allOrNone = reader.flag('allOrNone');
  reader.skip([
    'minQty',
    'percentOffset',
    'eTradeOnly',
    'firmQuoteOnly',
    'nbboPriceCap',
    'auctionStrategy',
    'startingPrice',
    'stockRefPrice',
    'delta',
    'stockRangeLower',
    'stockRangeUpper',
  ]);
  const overridePercentage = reader.flag('overridePercentage');
  reader.skip(['volatility', 'volatilityType']);
  const deltaNeutral = readDeltaNeutralOrder(reader);
  reader.skip(['continuousUpdate', 'referencePriceType']);
  const trailStopPrice = reader.number('trailStopPrice');
  const trailingPercent = reader.number('trailingPercent');
  const scale = readScale(reader);
  const { hedge, algoStrategy, algoParams, whatIf } = readAlgo(reader);
  reader.skip(['miscOptions', 'solicited', 'randomizeSize', 'randomizePrice']);
  if (main.orderType === 'PEG BENCH')
    reader.skip(['referenceContract', 'isDecrease', 'pegged', 'reference', 'referenceExchange']);
  const conditions = readConditions(reader) > 0;
  reader.skip(['adjustedOrderType', 'triggerPrice']);
  const limitOffset = reader.number('lmtPriceOffset');
  reader.skip(['adjustedStop', 'adjustedStopLimit', 'adjustedTrail', 'adjustedUnit']);
  skipNewer(reader, version, { orderType: main.orderType, exchange: contract.exchange });
  return {
    orderId,
    contract,
    unserved: Object.entries({ conditions, deltaNeutral, hedge, scale }).flatMap(([name, asked]) =>
      asked ? [name] : [],
    ),
    terms: {
      ...main,
      goodAfterTime,
      goodTillDate,
      ocaType,
      allOrNone,
      overridePercentage,
      trailStopPrice,
      trailingPercent,
      limitOffset,
      algoStrategy,
      algoParams,
      whatIf,
    },
  };
}

/** From the action to `hidden`. */
function readMain(reader: FieldReader) {
  const action = reader.text('action').toUpperCase();
  const part = {
    action: action === 'BUY' ? ('BUY' as const) : ('SELL' as const),
    quantity: reader.number('totalQuantity') ?? 0,
    orderType: reader.text('orderType').toUpperCase(),
    limitPrice: reader.number('limitPrice'),
    auxPrice: reader.number('auxPrice'),
    tif: reader.text('tif').toUpperCase(),
    ocaGroup: reader.text('ocaGroup'),
    account: reader.text('account'),
    openClose: reader.text('openClose'),
    origin: reader.int('origin'),
    orderRef: reader.text('orderRef'),
    transmit: reader.flag('transmit'),
    parentId: reader.int('parentId'),
  };
  reader.skip(['blockOrder', 'sweepToFill']);
  const displaySize = reader.optionalInt('displaySize');
  const triggerMethod = reader.int('triggerMethod');
  return { ...part, displaySize, triggerMethod, outsideRth: reader.flag('outsideRth'), hidden: reader.flag('hidden') };
}

/** Hedge, clearing and delta-neutral contract, then the algorithm and what-if. */
function readAlgo(reader: FieldReader) {
  const hedge = reader.text('hedgeType') !== '';
  if (hedge) reader.text('hedgeParam');
  reader.skip(['optOutSmart', 'clearingAccount', 'clearingIntent', 'notHeld']);
  if (reader.flag('deltaNeutralContract')) reader.skip(['conId', 'delta', 'price']);
  const algoStrategy = reader.text('algoStrategy');
  const algoParams: { tag: string; value: string }[] = [];
  const count = algoStrategy === '' ? 0 : reader.int('algoParams');
  for (let param = 0; param < count; param += 1)
    algoParams.push({ tag: reader.text('tag'), value: reader.text('value') });
  reader.text('algoId');
  return { hedge, algoStrategy, algoParams, whatIf: reader.flag('whatIf') };
}

function skipNewer(reader: FieldReader, version: number, order: { orderType: string; exchange: string }): void {
  reader.skip([
    'extOperator',
    'softDollarName',
    'softDollarValue',
    'cashQty',
    'mifidMaker',
    'mifidMakerAlgo',
    'mifidTrader',
    'mifidTraderAlgo',
    'noAutoPriceForHedge',
    'isOmsContainer',
    'discretionaryUpToLimit',
    'usePriceManagement',
  ]);
  if (version >= since.duration) reader.text('duration');
  if (version >= since.postToAts) reader.text('postToAts');
  if (version >= since.autoCancelParent) reader.text('autoCancelParent');
  if (version >= since.advancedReject) reader.text('advancedErrorOverride');
  if (version >= since.manualOrderTime) reader.text('manualOrderTime');
  if (version >= since.pegBestMid) readPegged(reader, order);
  if (version >= since.customerAccount) reader.text('customerAccount');
  if (version >= since.professionalCustomer) reader.text('professionalCustomer');
  if (version >= since.requestForQuote && version < since.noRequestForQuote)
    reader.skip(['externalUser', 'manualIndicator']);
  if (version >= since.includeOvernight) reader.text('includeOvernight');
  if (version >= since.cmeTagging) reader.text('manualOrderIndicator');
}
