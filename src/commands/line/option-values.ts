/** The values that options take: what each must look like, and what it becomes. Each throws an `InvalidArgumentError`. */
import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { MaxRemoves } from '../../core/plan/guards.ts';

/** A whole number from `least` on, plain digits. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least)
      throw new InvalidArgumentError(`It must be a whole number, ${least} or more.`);
    if (!Number.isSafeInteger(value))
      throw new InvalidArgumentError(`It must be at most ${Number.MAX_SAFE_INTEGER}.`);
    return value;
  };
}

/** Seconds, fractions allowed, at most a day. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > 86_400) {
    throw new InvalidArgumentError('It must be a number of seconds from 0 to 86400.');
  }
  return value;
}

/** 64 hexadecimal digits, in small letters. */
export function sha256(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError('It must be 64 hexadecimal digits.');
  return text.toLowerCase();
}

/** A number of customers, or a share of them from `0%` to `100%`. */
export function maxRemoves(text: string): MaxRemoves {
  const [, percent] = /^(\d{1,3})%$/.exec(text) ?? [];
  if (percent !== undefined && Number(percent) <= 100) return { percent: Number(percent) };
  if (/^\d+$/.test(text)) return { customers: wholeNumber(0)(text) };
  throw new InvalidArgumentError('It must be a number of customers, or a share from 0% to 100%.');
}

/** Any text but an empty one, which is a variable that a script forgot to fill. */
export function notEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}

/** A text with something to see in it; a path may be a blank. */
export function filled(text: string): string {
  notEmpty(text.trim());
  return text;
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30m`, `24h`, `7d`, in milliseconds; from a minute to a year. */
export function duration(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const value = Number(count) * (UNITS[unit] ?? 0);
  if (value < 60_000 || value > 366 * 86_400_000)
    throw new InvalidArgumentError('It must be a time from 1m to 366d, like 30m, 24h or 7d.');
  return value;
}

/** A moment as the program writes it (ISO 8601, UTC, milliseconds). */
export function entryTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== text)
    throw new InvalidArgumentError(
      "It must be the last entry's time as the refusal has it, 2026-11-30T02:00:00.000Z.",
    );
  return text;
}
