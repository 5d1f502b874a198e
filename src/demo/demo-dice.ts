/** Dice that always fall the same: SQL whose value depends on the customer's number and the throw's name alone. */
import { WORDS } from './demo-words.ts';

/** Customer 1 has this ID and one. */
export const BEFORE_FIRST = 40_000;

/** SQL for a number from 0 to `sides` - 1, different for each `name`, the same for each customer `k.i`. */
export function dice(name: string, sides: number): string {
  const salt = Array.from(name).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  // Products stay below 2^63: there SQLite would go on in floating point.
  return `((((k.i * 2654435761 + ${salt} * 40503) % 4294967291) * 48271 % 2147483647 >> 4) % ${sides})`;
}

/** SQL that is true for so many customers in a hundred. */
export function chance(name: string, percent: number): string {
  return `${dice(name, 100)} < ${percent}`;
}

/** SQL for one of the words of a kind. */
export function word(kind: string, name = kind): string {
  const words = WORDS[kind]?.length ?? 1;
  return `(SELECT word FROM temp.demo_word WHERE kind = '${kind}' AND at = ${dice(name, words)})`;
}

/** SQL for one of these texts. */
export function oneOf(name: string, texts: readonly string[]): string {
  const branches = texts.map((text, at) => `WHEN ${at} THEN '${text}'`);
  return `CASE ${dice(name, texts.length)} ${branches.join(' ')} END`;
}

/** SQL for a day, so many days at most after `from`. */
export function day(name: string, from: string, days: number): string {
  return `date('${from}', '+' || ${dice(name, days)} || ' days')`;
}

/** SQL for a phone number of those kept for fiction: 555-0100 to 555-0199. */
export function phone(name: string): string {
  return `${oneOf(`${name} area`, ['916', '559', '510', '209'])} || '55501' || printf('%02d', ${dice(name, 100)})`;
}
