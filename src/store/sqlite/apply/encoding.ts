/** The encoding in which a store keeps its texts, and a text's bytes in another one: no digest may depend on which it is. */
import type { Db } from '../connection/db.ts';

/** As `PRAGMA encoding` names them. */
export const ENCODINGS = ['UTF-8', 'UTF-16le', 'UTF-16be'] as const;

export type Encoding = (typeof ENCODINGS)[number];

const KNOWN = new WeakMap<Db, Encoding>();

/** The store's own. A dump keeps none: the store that is made of it may have another. Asked once of a connection. */
export function encodingOf(db: Db): Encoding {
  const known = KNOWN.get(db);
  if (known !== undefined) return known;
  const found = db.prepare<[], string>('PRAGMA main.encoding').pluck().get();
  const encoding = ENCODINGS.find((one) => one === found);
  if (encoding === undefined) throw new Error(`PRAGMA encoding says ${String(found)}`);
  KNOWN.set(db, encoding);
  return encoding;
}

/** The text's bytes in another encoding; null where they are no text, for then two that differ could become equal. */
export function transcode(bytes: Uint8Array, from: Encoding, to: Encoding): Buffer | null {
  const text = decoded(bytes, from);
  if (text === null) return null;
  if (to === 'UTF-8') return Buffer.from(text, 'utf8');
  const little = Buffer.from(text, 'utf16le');
  return to === 'UTF-16le' ? little : little.swap16();
}

/** Strictly: no replacement character in the place of what is wrong, and no byte order mark is left out. */
const DECODERS = new Map(
  ENCODINGS.map((from) => [from, new TextDecoder(from, { fatal: true, ignoreBOM: true })]),
);

function decoded(bytes: Uint8Array, from: Encoding): string | null {
  try {
    return DECODERS.get(from)?.decode(bytes) ?? null;
  } catch {
    return null;
  }
}
