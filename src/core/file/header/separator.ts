/** Tells by which sign a line is separated that has no commas. */

/** What separates cells elsewhere. */
const SIGNS = [';', '\t', '|'] as const;

/** The sign that separates a row of one cell; null where it has more, or nothing separates it. */
export function otherSeparator(cells: readonly string[]): (typeof SIGNS)[number] | null {
  const [only, second] = cells;
  if (only === undefined || second !== undefined) return null;
  return SIGNS.find((sign) => only.includes(sign)) ?? null;
}

/** The cells of a row that another sign separates, without the quotes around them, `most` of them; of any other row its cells. */
export function partedCells(cells: readonly string[], most: number): readonly string[] {
  const sign = otherSeparator(cells);
  if (sign === null) return cells;
  return (cells[0] ?? '').split(sign, most).map((cell) => /^"(.*)"$/su.exec(cell)?.[1] ?? cell);
}
