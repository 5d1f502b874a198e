/** Numbers, sizes, times and counts in words, the same on every screen. */
import { clean } from '../../core/text/clean.ts';

/** `1204` as `1,204`. */
export function thousands(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 row`, `3 rows`; the plural is the singular and an `s` unless it is given. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}

/** Exact, because reports are evidence: `182,350 bytes`. */
export function bytes(count: number): string {
  return plural(count, 'byte');
}

/** A duration in milliseconds as `0.6 s`, `75 s` or `3 min 5 s`. */
export function duration(milliseconds: number): string {
  const tenths = Math.round(Math.max(0, milliseconds) / 100);
  if (tenths < 100) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(tenths / 10);
  if (seconds < 120) return `${seconds} s`;
  return `${thousands(Math.floor(seconds / 60))} min ${seconds % 60} s`;
}

/** A part of a whole as `34 %`; a little is never shown as nothing, nor nearly all as all. */
export function percent(part: number, whole: number): string {
  const rounded = whole === 0 ? 100 : Math.round((part / whole) * 100);
  if (rounded === 0 && part > 0) return 'under 1 %';
  return rounded === 100 && part < whole ? 'over 99 %' : `${thousands(rounded)} %`;
}

/** A sha256 for the eye: `9f2c…b71e`. What compares hashes shows them whole. */
export function shortHash(sha256: string): string {
  return `${sha256.slice(0, 4)}…${sha256.slice(-4)}`;
}

/** ISO 8601 UTC as `2026-11-23 02:00:01 UTC`. */
export function moment(iso: string): string {
  const time = clean(iso);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(time)
    ? `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`
    : time;
}

/** The day of an ISO 8601 time. */
export function day(iso: string): string {
  return clean(iso.slice(0, 10));
}

/** A run's number as its folder has it: `0042`. */
export function runNumber(run: number): string {
  return String(run).padStart(4, '0');
}

/** A loan as people know it: its display ID, else `loan 90118`. */
export function loanName({ loan, displayId }: LoanName): string {
  return displayId === null ? `loan ${loan}` : clean(displayId, 40);
}

interface LoanName {
  readonly loan: number;
  /** Null where the store has none. */
  readonly displayId: string | null;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
