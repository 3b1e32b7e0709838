/** Nodes and weights of Gauss-Legendre quadrature on [0, 1], ascending; exact for polynomials of degree 2n - 1. */
export type Quadrature = { readonly nodes: Float64Array; readonly weights: Float64Array };

type Legendre = { readonly value: number; readonly slope: number };

function legendre(degree: number, x: number): Legendre {
  let previous = 1;
  let value = x;
  for (let order = 2; order <= degree; order += 1) {
    const next = ((2 * order - 1) * x * value - (order - 1) * previous) / order;
    previous = value;
    value = next;
  }
  return { value, slope: (degree * (x * value - previous)) / (x * x - 1) };
}

/** `count` >= 2 nodes by Newton's method from the asymptotic places of the roots. Abramowitz & Stegun 25.4.29. */
export function gaussLegendre(count: number): Quadrature {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    let x = -Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
    for (let step = 0; step < 8; step += 1) {
      const { value, slope } = legendre(count, x);
      x -= value / slope;
    }
    const { slope } = legendre(count, x);
    nodes[index] = 0.5 * (1 + x);
    weights[index] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
