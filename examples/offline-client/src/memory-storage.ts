/** Keeps the state as long as the program runs. */
import type { State, Storage } from './types.ts';

export function memoryStorage(): Storage {
  let kept: State | null = null;
  return {
    load: async () => kept,
    async save(state) {
      kept = structuredClone(state);
    },
  };
}
