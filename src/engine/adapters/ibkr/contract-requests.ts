import { EventName, type Contract, type ContractDescription, type ContractDetails } from '@stoqey/ib';
import type { Instrument } from '../../domain/instrument.ts';
import type { ContractQuery } from '../../ports/market-data.ts';
import type { OptionClass } from '../../ports/option-data.ts';
import { contractOfQuery, instrumentOfContract, instrumentOfDetails } from './instrument-translate.ts';
import { plainText } from './plain-text.ts';
import type { RequestSpec } from './request-registry.ts';

const timeoutMs = 10_000;

export function resolveRequest(query: ContractQuery): RequestSpec<readonly Instrument[]> {
  return {
    title: `contract of ${query.symbol}`,
    priority: 2,
    timeoutMs,
    send: (api, reqId) => api.reqContractDetails(reqId, contractOfQuery(query)),
    receive: (done) => {
      const found = new Map<string, Instrument>();
      return {
        event: (name, args) => {
          if (name === EventName.contractDetailsEnd) return done([...found.values()]);
          if (name !== EventName.contractDetails) return;
          const instrument = instrumentOfDetails(args[0] as ContractDetails);
          if (instrument && !found.has(instrument.id)) found.set(instrument.id, instrument);
        },
      };
    },
  };
}

export function searchRequest(pattern: string): RequestSpec<readonly Instrument[]> {
  return {
    title: `search for ${pattern}`,
    priority: 1,
    timeoutMs,
    send: (api, reqId) => api.reqMatchingSymbols(reqId, plainText(pattern, 40)),
    receive: (done) => ({
      event: (name, args) => {
        if (name !== EventName.symbolSamples) return;
        const descriptions = args[0] as readonly ContractDescription[];
        done(descriptions.flatMap(({ contract }) => (contract ? sampleOf(contract) : [])));
      },
    }),
  };
}

function sampleOf(contract: Contract): readonly Instrument[] {
  const instrument = instrumentOfContract(contract);
  return instrument === null ? [] : [{ ...instrument, name: plainText(contract.description ?? '', 80) }];
}

/** Every exchange repeats the same class; only the routed one is kept. */
export function optionClassesRequest(underlying: Instrument): RequestSpec<readonly OptionClass[]> {
  return {
    title: `option classes of ${underlying.symbol}`,
    priority: 3,
    timeoutMs: 20_000,
    send: (api, reqId) =>
      api.reqSecDefOptParams(reqId, underlying.symbol, '', underlying.secType, underlying.conId ?? 0),
    receive: (done) => {
      const classes: OptionClass[] = [];
      return {
        event: (name, args) => {
          if (name === EventName.securityDefinitionOptionParameterEnd) return done(routed(classes));
          if (name !== EventName.securityDefinitionOptionParameter) return;
          classes.push(classOf(args));
        },
      };
    },
  };
}

function classOf(args: readonly unknown[]): OptionClass {
  const [exchange, , tradingClass, multiplier, expiries, strikes] = args;
  return {
    exchange: String(exchange),
    tradingClass: String(tradingClass),
    multiplier: Number(multiplier) || 100,
    expiries: (expiries as readonly string[]).filter((expiry) => /^\d{8}$/.test(expiry)).toSorted(),
    strikes: (strikes as readonly number[]).filter((strike) => strike > 0).toSorted((a, b) => a - b),
  };
}

function routed(classes: readonly OptionClass[]): readonly OptionClass[] {
  const smart = classes.filter((option) => option.exchange === 'SMART');
  if (smart.length > 0) return smart;
  const first = new Map<string, OptionClass>();
  for (const option of classes) if (!first.has(option.tradingClass)) first.set(option.tradingClass, option);
  return [...first.values()];
}
