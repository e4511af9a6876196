/** Trees kept as a parent on each record: whether a new parent would close a circle (G12), and what hangs below. Pure. */

export interface TreeNode<I extends string> {
  readonly id: I;
  readonly parentId: I | null;
}

/** Whether `node` would be its own ancestor if `parent` became its parent. */
export function closesCircle<I extends string>(node: I, parent: I, parentOf: ReadonlyMap<I, I | null>): boolean {
  // A circle that is there already ends the walk as well: the map has so many steps and no more.
  let at: I | null | undefined = parent;
  for (let steps = 0; at && steps <= parentOf.size; steps++) {
    if (at === node) return true;
    at = parentOf.get(at);
  }
  return false;
}

/** What stands above a record, nearest first. */
export function above<I extends string>(node: I, parentOf: ReadonlyMap<I, I | null>): readonly I[] {
  const chain: I[] = [];
  for (let at = parentOf.get(node); at && !chain.includes(at); at = parentOf.get(at)) chain.push(at);
  return chain;
}

export const parents = <I extends string>(nodes: readonly TreeNode<I>[]): ReadonlyMap<I, I | null> =>
  new Map(nodes.map((n) => [n.id, n.parentId]));

/** `root` and everything below it, in order of depth. */
export function subtree<I extends string>(root: I, nodes: readonly TreeNode<I>[]): readonly I[] {
  const children = new Map<I, I[]>();
  for (const { id, parentId } of nodes) {
    if (parentId === null) continue;
    const siblings = children.get(parentId);
    if (siblings) siblings.push(id);
    else children.set(parentId, [id]);
  }
  // A set grows while it is walked, and takes nobody twice.
  const found = new Set([root]);
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child);
  return [...found];
}
