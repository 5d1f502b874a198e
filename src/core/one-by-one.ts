/** Things that come one by one, at once or later; to be read to their end, or left by a `break`, before anything else is asked. */
export type OneByOne<T> = Iterable<T> | AsyncIterable<T>;
