/** Whether a customer can be named in some texts at all: nearly nobody is, and to fold each value takes five times as long. */

const LETTERS = 3;

/** The groups of three letters and digits that stand together in folded texts. */
export function groupsIn(folded: readonly string[]): ReadonlySet<string> {
  const groups = new Set<string>();
  for (const text of folded)
    for (let at = 0; at + LETTERS <= text.length; at += 1) groups.add(text.slice(at, at + LETTERS));
  return groups;
}

/** May one of the values stand in the texts? Of a short value, and of one with other letters than ASCII, nobody can say so quickly. */
export function mayStand(groups: ReadonlySet<string>, values: readonly (string | null)[]): boolean {
  return values.some((value) => {
    if (value === null || value === '') return false;
    const start = startOf(value);
    return start === null || groups.has(start);
  });
}

/** The value's first three letters and digits as they are folded; null where it has fewer, or is not ASCII. */
function startOf(value: string): string | null {
  if (!/^[\x00-\x7f]*$/.test(value)) return null;
  let start = '';
  for (let at = 0; at < value.length && start.length < LETTERS; at += 1) {
    const letter = value.charAt(at);
    if (/[A-Za-z0-9]/.test(letter)) start += letter;
  }
  return start.length < LETTERS ? null : start.toUpperCase();
}
