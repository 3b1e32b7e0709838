import { combine, mix, normal, quickNormal, uniform } from './random.ts';
import type { SessionGrid } from './session-grid.ts';
import { nodeSeconds, nodesPerDay, openNode, secondsPerDay, varianceElapsed } from './session-grid.ts';

/** A sudden move inside a session. */
export type Jump = { readonly second: number; readonly size: number };

/** A day of one factor on the coarse grid: log offset from the previous close at each node. */
export type FactorPath = {
  readonly key: number;
  readonly nodes: Float64Array;
  readonly jumps: readonly Jump[];
  /** Standard deviation of a second's step within each node's interval. */
  readonly stepSd: Float64Array;
};

export type PathPlan = {
  readonly key: number;
  readonly gap: number;
  readonly session: number;
  /** Standard deviation of a whole day. */
  readonly dailySd: number;
  readonly jumpChance: number;
  readonly grid: SessionGrid;
};

/** Part of a day's standard deviation: session noise, pre-market noise around the gap, evening noise. */
const sessionSd = 0.86;
const preMarketSd = 0.16;
const eveningSd = 0.12;
/** Share of the gap already there when the pre-market opens. */
const earlyGap = 0.55;

const shares = new Map<number, Float64Array>();

/** Each node's share of a session's variance: whole and half days, made once each. */
function varianceShares(closeNode: number): Float64Array {
  const known = shares.get(closeNode);
  if (known) return known;
  const nodes = closeNode - openNode;
  const made = Float64Array.from(
    { length: nodes },
    (_, node) => varianceElapsed(node / nodes + 1 / nodes) - varianceElapsed(node / nodes),
  );
  shares.set(closeNode, made);
  return made;
}

function intervalSds(plan: PathPlan): Float64Array {
  const sds = new Float64Array(nodesPerDay);
  const { closeNode } = plan.grid;
  const share = varianceShares(closeNode);
  for (let node = 0; node < nodesPerDay; node += 1) {
    if (node < openNode) sds[node] = (plan.dailySd * preMarketSd) / Math.sqrt(openNode);
    else if (node >= closeNode) sds[node] = (plan.dailySd * eveningSd) / Math.sqrt(nodesPerDay - closeNode);
    else {
      // Volatility comes in bursts: a lognormal factor with mean square 1.
      const burst = Math.exp(0.28 * normal(combine(plan.key, 5000 + node)) - 0.0784);
      sds[node] = plan.dailySd * sessionSd * Math.sqrt(share[node - openNode] ?? 0) * burst;
    }
  }
  return sds;
}

/** Known without drawing the path. */
export function drawJumps(plan: PathPlan): readonly Jump[] {
  if (uniform(combine(plan.key, 9001)) >= plan.jumpChance) return [];
  const { closeSecond } = plan.grid;
  const first = openNode * nodeSeconds;
  const second = first + 900 + Math.floor(uniform(combine(plan.key, 9002)) * (closeSecond - first - 2700));
  const draw = normal(combine(plan.key, 9003));
  return [{ second, size: plan.dailySd * (0.45 * Math.sign(draw) + 0.3 * draw) }];
}

/** Corrects the steps in [from, to), in proportion to their variance, so that they add up to `total`. */
function steer(
  steps: Float64Array,
  sds: Float64Array,
  span: { readonly from: number; readonly to: number; readonly total: number },
): void {
  let variance = 0;
  let sum = 0;
  for (let node = span.from; node < span.to; node += 1) {
    variance += (sds[node] ?? 0) ** 2;
    sum += steps[node] ?? 0;
  }
  if (variance === 0) return;
  for (let node = span.from; node < span.to; node += 1) {
    steps[node] = (steps[node] ?? 0) + ((span.total - sum) * (sds[node] ?? 0) ** 2) / variance;
  }
}

/** The coarse day: pre-market into the open at `gap`, a session ending at `gap + session`, an evening that wanders. */
export function createFactorPath(plan: PathPlan): FactorPath {
  const stepSd = intervalSds(plan);
  const jumps = drawJumps(plan);
  const steps = new Float64Array(nodesPerDay);
  for (let node = 0; node < nodesPerDay; node += 1) {
    steps[node] = (stepSd[node] ?? 0) * normal(combine(plan.key, node));
    for (const jump of jumps)
      if (Math.floor(jump.second / nodeSeconds) === node) steps[node] = (steps[node] ?? 0) + jump.size;
  }
  const { closeNode } = plan.grid;
  steer(steps, stepSd, { from: 0, to: openNode, total: plan.gap * (1 - earlyGap) });
  steer(steps, stepSd, { from: openNode, to: closeNode, total: plan.session });
  const nodes = new Float64Array(nodesPerDay + 1);
  nodes[0] = plan.gap * earlyGap;
  for (let node = 0; node < nodesPerDay; node += 1) nodes[node + 1] = (nodes[node] ?? 0) + (steps[node] ?? 0);
  for (let node = 0; node < nodesPerDay; node += 1) stepSd[node] = (stepSd[node] ?? 0) / Math.sqrt(nodeSeconds);
  return { key: plan.key, nodes, jumps, stepSd };
}

/** Fills one node's 300 seconds with a bridge; a jump stands where it happened. */
function fillInterval(path: FactorPath, node: number, out: Float64Array): void {
  const start = path.nodes[node] ?? 0;
  const first = node * nodeSeconds;
  const sd = path.stepSd[node] ?? 0;
  const key = combine(path.key, 100_000 + node);
  const jump = path.jumps.find((candidate) => Math.floor(candidate.second / nodeSeconds) === node);
  let walk = 0;
  for (let step = 1; step <= nodeSeconds; step += 1) {
    walk += sd * quickNormal(mix(key + Math.imul(step, 0x9e3779b1)));
    out[first + step] = walk;
  }
  const drift = ((path.nodes[node + 1] ?? 0) - start - (jump?.size ?? 0) - walk) / nodeSeconds;
  for (let step = 1; step <= nodeSeconds; step += 1) {
    const second = first + step;
    const jumped = jump && second > jump.second ? jump.size : 0;
    out[second] = start + (out[second] ?? 0) + drift * step + jumped;
  }
}

/** Log offset from the previous close at every second of the day. */
export function fillSeconds(path: FactorPath): Float64Array {
  const out = new Float64Array(secondsPerDay + 1);
  out[0] = path.nodes[0] ?? 0;
  for (let node = 0; node < nodesPerDay; node += 1) fillInterval(path, node, out);
  return out;
}
