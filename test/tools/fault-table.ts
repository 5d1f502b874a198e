/** Prints what became of the store, by kind of fault, where all of them were asked for. */
import type { Reporter, TestModule } from 'vitest/node';
import type { State } from './fault-room.ts';

const COLUMNS = ['runs', 'wholly before', 'wholly after', 'lost or halved'] as const;

export default class FaultTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (process.env.FAULTS !== 'all') return;
    const kinds = new Map<string, Record<State, number>>();
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { fault } = test.meta();
        if (fault === undefined) continue;
        const counts = kinds.get(fault.kind) ?? { before: 0, after: 0, lost: 0 };
        counts[fault.state] += 1;
        kinds.set(fault.kind, counts);
      }
    }
    const lines = [...kinds]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, counts]) => lineOf(kind, counts));
    const all = { before: 0, after: 0, lost: 0 };
    for (const counts of kinds.values()) {
      for (const state of ['before', 'after', 'lost'] as const) all[state] += counts[state];
    }
    const text = [row('fault', COLUMNS), ...lines, lineOf('all', all)].join('\n');
    process.on('exit', () => process.stdout.write(`${text}\n\n`));
  }
}

function lineOf(kind: string, { before, after, lost }: Readonly<Record<State, number>>): string {
  return row(kind, [before + after + lost, before, after, lost].map(String));
}

function row(kind: string, cells: readonly string[]): string {
  return kind.padEnd(50) + cells.map((cell, at) => cell.padStart((COLUMNS[at]?.length ?? 0) + 2)).join('');
}
