/** SQLite answers at once; the port's promises are for engines that do not. */

/** The answer, or the error, as a promise. */
export function answer<T>(work: () => T | Promise<T>): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
