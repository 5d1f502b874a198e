/** Names read from a store's schema, made safe to stand in SQL. */

/** A name in double quotes, as SQLite wants it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A name as SQLite folds it: only the 26 ASCII letters have a lower case. */
export function foldName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
