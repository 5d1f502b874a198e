import { describe, expect, it } from 'vitest';
import { CODES, type Diagnostic } from '../../../src/core/findings/diagnostics.ts';
import { newTally, count, groupsOf } from '../../../src/core/findings/tally.ts';
import { remedy } from '../../../src/view/findings/diagnostic-words.ts';
import { groupLines } from '../../../src/view/findings/group-lines.ts';
import { everyDiagnostic } from '../everything.ts';
import { PLAIN_80 } from '../values.ts';

/** Every diagnostic three times, the third time the other way round, each with a row of its own. */
function mixed(): readonly Diagnostic[] {
  const every = everyDiagnostic('x').filter(({ code }) => CODES[code].about !== 'file');
  return [...every, ...every, ...every.toReversed()].map((found, at) => ({
    ...found,
    ...{ row: 1 + at, line: 1000 + at, cell: null, value: null },
  }));
}

describe('a group', () => {
  it('says under each row its own remedy, and none that is of another', () => {
    const tally = newTally(1000);
    const all = mixed();
    for (const found of all) count(tally, found);
    for (const group of [...groupsOf(tally, 'error'), ...groupsOf(tally, 'warning')]) {
      const lines = groupLines({ ...PLAIN_80, width: 500 }, group, {
        store: null,
        all: true,
        names: new Map(),
      });
      const answered = new Map<number, string>();
      let above: number[] = [];
      for (const line of lines) {
        const [, row] = /\(line (\d+)\)/.exec(line) ?? [];
        const [, answer] = /^ {6}→ (.*)$/.exec(line) ?? [];
        if (row !== undefined) above.push(Number(row));
        if (answer === undefined) continue;
        for (const one of above) answered.set(one, answer);
        above = [];
      }
      expect(Object.fromEntries(answered)).toEqual(
        Object.fromEntries(group.shown.map((found) => [found.line, remedy(found)])),
      );
    }
  });

  it('of IDs that may have lost a digit is shown whole, however little is shown of others', () => {
    const tally = newTally(0);
    for (const found of mixed()) count(tally, found);
    const shown = [...tally.codes.values()].filter((group) => group.shown.length > 0);
    expect(shown).toMatchObject([{ code: 'digits-lost', rows: 3, found: 3, shown: [{}, {}, {}] }]);
  });
});
