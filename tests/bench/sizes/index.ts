/** The sizes that the first part promises, each beside its bound. */
import type { Measured, Options } from '../measured.ts';
import { demoSizes } from './demo.ts';
import { footprintSizes } from './footprint.ts';
import { importSizes } from './import.ts';
import { scaleSizes } from './scale.ts';
import { timerSizes } from './timer.ts';

const parts: Readonly<Record<string, (o: Options) => AsyncIterable<Measured>>> = {
  demo: demoSizes,
  footprint: footprintSizes,
  import: importSizes,
  timer: timerSizes,
  scale: scaleSizes,
};

export async function* sizes(o: Options): AsyncGenerator<Measured> {
  if (o.part !== null && !(o.part in parts)) throw new Error(`There is no part "${o.part}" of sizes: ${Object.keys(parts).join(', ')}.`);
  for (const [name, part] of Object.entries(parts)) if (o.part === null || o.part === name) yield* part(o);
}
