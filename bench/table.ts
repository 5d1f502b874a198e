/** The table, a line as soon as it is known. It is Markdown, so that it can go into docs/PERFORMANCE.md as it is. */
import type { Figures } from './rounds.ts';
import type { Row } from './row.ts';
import type { Verdict } from './verdict.ts';

const HEAD = [
  'row',
  'work',
  'measured against',
  'aim',
  'minima',
  'medians',
  'cpu',
  '',
  'seconds',
  'peak MiB',
];
const WIDTHS = [28, 48, 40, 4, 6, 7, 5, 11, 21, 15];

/** The table's head. */
export function head(): string {
  return line(HEAD) + line(WIDTHS.map((width) => '-'.repeat(width)));
}

/** A row that was measured. */
export function measured(row: Row, sides: readonly Figures[], { found, cpu, met }: Verdict): string {
  const unit = row.judge.kind === 'memory' ? (value: number) => `+${value.toFixed(0)}` : ratio;
  const { aim } = row.judge;
  return line([
    ...[
      row.name,
      row.work,
      row.against,
      aim === null ? '' : row.judge.kind === 'memory' ? `+${aim}` : `${aim}`,
    ],
    ...[...found.map(unit), row.short === true || Number.isNaN(cpu) ? '' : ratio(cpu), met],
    sides.map(({ min }) => (min / 1000).toFixed(min < 1000 ? 3 : 1)).join(' / '),
    sides.map(({ peakMiB }) => (peakMiB === null ? '?' : peakMiB.toFixed(0))).join(' / '),
  ]);
}

/** A row that was not, and why. */
export function skipped(row: Row, why: string): string {
  return line([row.name, row.work, row.against, '', '', '', '', why, '', '']);
}

function ratio(value: number): string {
  return value.toFixed(2);
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0)).join(' | ')} |\n`;
}
