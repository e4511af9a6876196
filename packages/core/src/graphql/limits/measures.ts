/** What the operations of a document cost, kept as plans are kept: by all that was asked of the variables to find it out. */
import { Reader } from '../translate/reader.ts';
import { type Facts, ShapeTree } from '../translate/shape.ts';
import type { Translation } from '../translate/translation.ts';
import type { Measure } from './measure.ts';

/** Different page sizes of one document, say, until they are forgotten. */
const atMost = 200;

export class Measures {
  readonly #byOperation = new Map<string, ShapeTree<Measure>>();

  /** @param name Of the operation. */
  of(name: string, facts: Facts, context: Omit<Translation, 'reader' | 'marksTypes'>, measure: (t: Translation) => Measure): Measure {
    const tree = this.#byOperation.get(name) ?? new ShapeTree<Measure>();
    this.#byOperation.set(name, tree);
    const known = tree.find(facts);
    if (known) return known;
    // Nothing that is measured hangs on what a plugin's list decodes.
    const reader = new Reader(facts, () => ({}));
    const found = measure({ ...context, reader, marksTypes: false });
    if (tree.size >= atMost) tree.clear();
    tree.add(reader.asked, found);
    return found;
  }
}
