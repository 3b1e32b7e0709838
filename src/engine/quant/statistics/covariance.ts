import type { RowMatrix } from './row-matrix.ts';

export function columnMeans({ rows, columns, values }: RowMatrix): Float64Array {
  const means = new Float64Array(columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      means[column] = (means[column] as number) + (values[row * columns + column] as number);
  }
  return means.map((sum) => sum / rows);
}

function addOuter(sums: Float64Array, distances: Float64Array): void {
  const size = distances.length;
  for (let i = 0; i < size; i += 1) {
    const distance = distances[i] as number;
    for (let j = i; j < size; j += 1) {
      sums[i * size + j] = (sums[i * size + j] as number) + distance * (distances[j] as number);
    }
  }
}

/**
 * Sample covariance (divisor n - 1) of the columns, columns by columns and exactly symmetric. Null with fewer than two
 * rows, no column, or a value that is not finite.
 */
export function sampleCovariance(sample: RowMatrix): RowMatrix | null {
  const { rows, columns, values } = sample;
  if (rows < 2 || columns === 0 || !values.every(Number.isFinite)) return null;
  const means = columnMeans(sample);
  const sums = new Float64Array(columns * columns);
  const distances = new Float64Array(columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      distances[column] = (values[row * columns + column] as number) - (means[column] as number);
    addOuter(sums, distances);
  }
  for (let i = 0; i < columns; i += 1) {
    for (let j = i; j < columns; j += 1) {
      const value = (sums[i * columns + j] as number) / (rows - 1);
      sums[i * columns + j] = value;
      sums[j * columns + i] = value;
    }
  }
  return { rows: columns, columns, values: sums };
}
