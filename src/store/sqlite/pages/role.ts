/** What a page was reached as: the numbers that a pointer map uses, and two for pages that it does not name. */

export const ROOT = 1;
export const FREE = 2;
export const OVERFLOW = 3;
export const LATER_OVERFLOW = 4;
export const TREE = 5;
export const LOCK = 6;
export const MAP = 7;

/** Of every page, by its number. */
export interface Roles {
  readonly role: Uint8Array;
  /** The page that refers to it; 0 for roots and for known pages. */
  readonly parent: Uint32Array;
}
