/** The walk's refusal: something in the file is not what the format says, so nothing may be written. */

/** A page that the walk cannot account for. The walk comes first: no byte that counts has been written. */
export class Unaccounted extends Error {
  override readonly name = 'Unaccounted';
  /** As SQLite counts them, from 1. */
  readonly page: number;
  /** What was found, in a few words. */
  readonly found: string;
  constructor(page: number, found: string) {
    super(`page ${page}: ${found}`);
    this.page = page;
    this.found = found;
  }
}
