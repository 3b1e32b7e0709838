import { type DepthColumns, depthOf } from '../../../engine/quant/microstructure/depth-columns.ts';
import { list, number } from './fields.ts';
import { MalformedVectors } from './verifier.ts';

/** One side of a book from its [price, size] rows, best first. */
export function bookSide(value: unknown, path: string): DepthColumns {
  return depthOf(
    list(value, path).map((row, level) => {
      const at = `${path}[${level}]`;
      const [price, size, ...more] = list(row, at);
      if (more.length > 0) throw new MalformedVectors(`${at}: expected a price and a size`);
      return [number(price, `${at}[0]`), number(size, `${at}[1]`)] as const;
    }),
  );
}
