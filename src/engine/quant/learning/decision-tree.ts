/** A binary tree as columns, the root at 0. A leaf has feature -1. */
export type DecisionTree = {
  readonly feature: Int32Array;
  /** A row goes left when its feature is at or below; right otherwise, and when it is NaN. */
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What a leaf says: the value of a regression tree, the samples that ended in it in an isolation tree. */
  readonly value: Float64Array;
};

/** Nodes of a tree under construction. */
export type TreeBuilder = {
  readonly feature: number[];
  readonly threshold: number[];
  readonly left: number[];
  readonly right: number[];
  readonly value: number[];
};

export function newTree(): TreeBuilder {
  return { feature: [], threshold: [], left: [], right: [], value: [] };
}

/** A leaf, whose index it answers. */
export function addLeaf(tree: TreeBuilder, value: number): number {
  tree.feature.push(-1);
  tree.threshold.push(Number.NaN);
  tree.left.push(-1);
  tree.right.push(-1);
  return tree.value.push(value) - 1;
}

export function splitLeaf(
  tree: TreeBuilder,
  node: number,
  split: { readonly feature: number; readonly threshold: number; readonly left: number; readonly right: number },
): void {
  tree.feature[node] = split.feature;
  tree.threshold[node] = split.threshold;
  tree.left[node] = split.left;
  tree.right[node] = split.right;
}

export function finishedTree(tree: TreeBuilder): DecisionTree {
  return {
    feature: Int32Array.from(tree.feature),
    threshold: Float64Array.from(tree.threshold),
    left: Int32Array.from(tree.left),
    right: Int32Array.from(tree.right),
    value: Float64Array.from(tree.value),
  };
}

/** Where a walk ended: the leaf and the number of edges passed. */
export type Walk = { leaf: number; edges: number };

/** Walks a row down into `walk`, which the caller owns. */
export function walkTree(tree: DecisionTree, row: Float64Array, walk: Walk): void {
  let node = 0;
  let edges = 0;
  for (let feature = tree.feature[0] as number; feature >= 0; feature = tree.feature[node] as number) {
    const goesLeft = (row[feature] as number) <= (tree.threshold[node] as number);
    node = (goesLeft ? tree.left[node] : tree.right[node]) as number;
    edges += 1;
  }
  walk.leaf = node;
  walk.edges = edges;
}

/** Children inside the tree and after their parent, features inside the row: a walk always ends. */
export function isWalkable(tree: DecisionTree, features: number): boolean {
  const size = tree.feature.length;
  const columns = [tree.threshold, tree.left, tree.right, tree.value];
  if (size === 0 || columns.some((column) => column.length !== size)) return false;
  return tree.feature.every((feature, node) => {
    if (feature < 0) return true;
    const left = tree.left[node] as number;
    const right = tree.right[node] as number;
    return feature < features && left > node && right > node && left < size && right < size;
  });
}
