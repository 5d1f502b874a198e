/** Writes an answer piece by piece, never faster than it is read. */

/** Characters that go out at once: a call of the system for each line would take longer than to make it. */
const AT_ONCE = 1 << 16;

/** Writes all of it; returns early where nobody reads any more, or it cannot be written: the stream knows which. */
export async function writePieces(stream: NodeJS.WriteStream, pieces: Iterable<string>): Promise<void> {
  for (const chunk of joined(pieces)) {
    if (stream.errored !== null || stream.destroyed) return;
    if (!stream.write(chunk) && !(await drained(stream))) return;
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

/** False where it will not be: of a stream whose reader went away, or whose disk is full, `drain` never comes. */
function drained(stream: NodeJS.WriteStream): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (is: boolean) => {
      stream.off('drain', yes).off('error', no).off('close', no);
      resolve(is);
    };
    const yes = () => done(true);
    const no = () => done(false);
    stream.on('drain', yes).on('error', no).on('close', no);
  });
}
