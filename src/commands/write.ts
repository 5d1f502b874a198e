/** Writes an answer piece by piece, never faster than it is read. */

/** Characters that go out at once: a call of the system for each line would take longer than to make it. */
const AT_ONCE = 1 << 16;

/** Writes all of it; returns early where nobody reads any more, or it cannot be written: the stream knows which. */
export async function writePieces(stream: NodeJS.WriteStream, pieces: Iterable<string>): Promise<void> {
  for (const chunk of joined(pieces)) {
    if (stream.errored !== null || stream.destroyed) return;
    if (!stream.write(chunk)) await drained(stream);
  }
}

function* joined(pieces: Iterable<string>): Generator<string> {
  let held: string[] = [];
  let size = 0;
  for (const piece of pieces) {
    held.push(piece);
    size += piece.length;
    if (size < AT_ONCE) continue;
    yield held.join('');
    [held, size] = [[], 0];
  }
  if (size > 0) yield held.join('');
}

/** Of a stream whose reader went away `drain` never comes. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  const events = ['drain', 'error', 'close'];
  return new Promise((resolve) => {
    const done = () => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
  });
}
