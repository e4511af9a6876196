/** Resolves when the operating system asks the process to end, the first time; a second time it ends at once. */
export const asked = (...signals: readonly NodeJS.Signals[]): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve());
  });
