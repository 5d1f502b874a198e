/** Which known word an unknown one was probably meant to be: a hint to show, never a correction. */

/** Longer texts are not compared: nobody mistypes a label into a paragraph, and the work is bounded. */
const LONGEST = 64;

/** A text without case, spaces, signs and invisible characters: two that fold alike look alike to a person. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Characters put in, left out, changed, or swapped with their neighbour; `most + 1` where it takes more than `most`. */
function editDistance(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let above = Array.from({ length: right.length + 1 }, (_, index) => index);
  let twoAbove: readonly number[] = [];
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const change = left.charCodeAt(row - 1) === right.charCodeAt(column - 1) ? 0 : 1;
      const replaced = at(above, column - 1) + change;
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const swapped = isSwap ? at(twoAbove, column - 2) + 1 : Infinity;
      current.push(Math.min(replaced, swapped, at(above, column) + 1, at(current, column - 1) + 1));
    }
    if (Math.min(...current, ...above) > most) return most + 1;
    twoAbove = above;
    above = current;
  }
  return at(above, right.length);
}

/** How many letters a hint may be off, by the lengths of the two words. */
export type Typos = (shorter: number, longer: number) => number;

const HINT: Typos = (_shorter, longer) => Math.max(1, Math.floor(longer / 4));

/** How far a folded text and a word are apart; `null` where they are too far apart to be the same word, or one is empty. */
function nearness(left: string, word: string, typos: Typos): number | null {
  if (word.length > LONGEST) return null;
  const right = fold(word);
  const most = typos(Math.min(left.length, right.length), Math.max(left.length, right.length));
  const distance = editDistance(left, right, most);
  return distance > most || distance >= Math.min(left.length, right.length) ? null : distance;
}

/** The word nearest to the text, the first of equals; `null` where none is near. */
export function nearest<Word extends string>(
  text: string,
  words: Iterable<Word>,
  typos: Typos = HINT,
): Word | null {
  if (text.length > LONGEST) return null;
  const folded = fold(text);
  let best: Word | null = null;
  let least = Infinity;
  for (const word of words) {
    const distance = nearness(folded, word, typos);
    if (distance === null || distance >= least) continue;
    best = word;
    least = distance;
  }
  return best;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
