import type { OptionData } from '../ports/option-data.ts';

/** Option data whose lines are counted, those TWS had none for left out. */
export type CountedOptions = OptionData & { readonly open: number };

export function countedOptions(options: OptionData, onLineLimit: () => void): CountedOptions {
  const open = new Set<symbol>();
  return {
    get open() {
      return open.size;
    },
    classes: (underlying) => options.classes(underlying),
    optionInstrument: (underlying, parts) => options.optionInstrument(underlying, parts),
    option(instrument, listener) {
      const line = Symbol(instrument.id);
      open.add(line);
      const subscription = options.option(instrument, {
        onTick: (tick) => listener.onTick(tick),
        onProblem: (failure) => {
          listener.onProblem(failure);
          if (failure?.code === 'line-limit' && open.delete(line)) onLineLimit();
        },
      });
      return {
        close() {
          open.delete(line);
          subscription.close();
        },
      };
    },
  };
}
