/**
 * A few batches under way at once: the next ones are looked up and calculated while the database writes the one before. More would only
 * wait for each other.
 */
export interface Flights {
  /** Resolves as soon as there is room for another. @throws what one that was begun earlier threw */
  add(run: () => Promise<void>): Promise<void>;
  /** Resolves when none is under way. */
  landed(): Promise<void>;
}

export function createFlights(most: number): Flights {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;
  const check = (): void => {
    if (failure) throw failure.error;
  };
  const landed = async (): Promise<void> => {
    await Promise.all(running);
    check();
  };
  return {
    async add(run) {
      // Whoever throws here must leave nothing behind that still writes.
      if (failure) await landed();
      const flight: Promise<void> = run()
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => running.delete(flight));
      running.add(flight);
      if (running.size >= most) await Promise.race(running);
      if (failure) await landed();
    },
    landed,
  };
}
