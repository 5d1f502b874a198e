import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRow } from '../../src/core/file/check-row.ts';
import { CODES, diagnostic, type Diagnostic } from '../../src/core/findings/diagnostics.ts';
import { checkListLine } from '../../src/core/file/id-list.ts';
import { checkNameLine } from '../../src/core/file/name-list.ts';
import type { Template } from '../../src/core/file/template.ts';
import { remedy } from '../../src/view/findings/diagnostic-words.ts';
import { validationScreen } from '../../src/view/screens/validation.ts';
import { SYNONYMS, listLine, row, type Damaged } from '../tools/damaged.ts';
import { patience, runs } from '../tools/fuzz.ts';
import { isKnown, obey, type Line } from '../tools/obedient.ts';
import { everyDiagnostic } from '../view/everything.ts';
import { HEADER, PLAIN_80, tallyOf, validation } from '../view/values.ts';

/** What one look at a line says: an ID that would be removed, or what is wrong. */
interface Looked {
  readonly removes: number | null;
  readonly found: readonly Diagnostic[];
}

/** Would a stranger take this for `remove`, mistyped once, or for a word for it? By trying every way to mistype it. */
function isNearRemove(text: string): boolean {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s\p{Z}\p{Cc}\p{Cf}]+/u)
    .filter((word) => word !== '');
  const word = words.join('');
  if (!/^\p{L}+$/u.test(word)) return false;
  if ([...SYNONYMS, 'remove'].includes(word)) return true;
  return words.length === 1 && mistyped('remove').some((pattern) => pattern.test(word));
}

function mistyped(word: string): readonly RegExp[] {
  return Array.from({ length: word.length + 1 })
    .flatMap((_, at) => {
      const [start, first, second, rest] = [
        word.slice(0, at),
        word[at] ?? '',
        word[at + 1] ?? '',
        word.slice(at + 2),
      ];
      return [
        `${start}.${first}${second}${rest}`,
        `${start}${second}${rest}`,
        `${start}.${second}${rest}`,
        `${start}${second}${first}${rest}`,
      ];
    })
    .map((pattern) => new RegExp(`^${pattern}$`, 'u'));
}

/** Does the cell hold the ID, whole, and no digit beside it? */
function heldAlone(text: string, removed: number): boolean {
  const digits = text.match(/\p{Nd}+/gu) ?? [];
  return digits.length === 1 && digits[0] === String(removed);
}

/** Obeys everything that is said, all of one look or one thing at a time, until nothing is said or nothing changes. */
function afterObeying(damaged: Damaged, look: (line: Line) => Looked, oneAtATime: boolean): Looked {
  let line: Line | null = damaged.line;
  for (let round = 0; round < 8; round += 1) {
    const { found } = look(line);
    for (const said of oneAtATime ? found.slice(0, 1) : found) {
      line = obey(remedy(said), line, damaged);
      if (line === null) return { removes: null, found: [] };
    }
  }
  return look(line);
}

function lookAtRow(template: Template): (line: Line) => Looked {
  return ({ cells, cut }) => {
    const { row: read, found } = checkRow({ row: 7, line: 7, cells, unterminated: cut }, template);
    const isWrong = found.some(({ severity }) => severity === 'error');
    return { removes: isWrong || read === null ? null : read.customerId, found };
  };
}

describe('a remedy that is obeyed to the letter', () => {
  it(
    'makes no row that removes an ID which the row did not hold alone and whole, nor one that nobody asked to remove',
    () => {
      let removed = 0;
      fc.assert(
        fc.property(row, fc.boolean(), (damaged, oneAtATime) => {
          const look = lookAtRow(damaged.template);
          const { removes } = afterObeying(damaged, look, oneAtATime);
          if (removes === null || look(damaged.line).removes === removes) return;
          removed += 1;
          const { means, stays, derived, columns, line } = damaged;
          const [asked, text] = [line.cells[columns.action ?? -1] ?? '', line.cells[columns.id] ?? ''];
          if (removes !== means)
            expect({ derived, held: heldAlone(text, removes) }).toEqual({ derived: false, held: true });
          if (stays || means === null)
            expect(asked).toSatisfy((word: string) => word === 'remove' || isNearRemove(word));
        }),
        { numRuns: runs(1000) },
      );
      // Most rows can be mended: a property about none of them would hold, too.
      expect(removed).toBeGreaterThan(runs(1000) / 10);
    },
    patience(1000),
  );

  it(
    'makes no line of a list that names an ID which the line did not hold alone and whole',
    () => {
      fc.assert(
        fc.property(
          listLine,
          fc.boolean(),
          fc.constantFrom(lookAtList, lookAtNames),
          (damaged, oneAtATime, look) => {
            const { removes } = afterObeying(damaged, look, oneAtATime);
            if (removes === null || look(damaged.line).removes === removes) return;
            const { means, derived, line } = damaged;
            if (removes !== means)
              expect({ derived, held: heldAlone(line.cells[0] ?? '', removes) }).toEqual({
                derived: false,
                held: true,
              });
          },
        ),
        { numRuns: runs(500) },
      );
    },
    patience(500),
  );

  it('is one whose consequences somebody has thought of, whatever is wrong', () => {
    const said = everyDiagnostic('x').map(remedy);
    expect([...said, ...headerAdvice()].filter((sentence) => !isKnown(sentence))).toEqual([]);
  });

  it('changes nothing of who is removed where the row is right as it stands', () => {
    const line: Line = { cells: ['remove', '40118'], cut: false };
    const said = new Set([
      ...everyDiagnostic('x')
        .filter(({ code }) => CODES[code].about !== 'file')
        .map(remedy),
    ]);
    for (const sentence of said) {
      const after = obey(sentence, line, { columns: { action: 0, id: 1 }, means: 40118, stays: false });
      if (after?.cells[0] === 'remove') expect(after.cells[1]).toBe('40118');
    }
  });
});

const lookAtList = ({ cells, cut }: Line): Looked => {
  const read = checkListLine({ row: 7, line: 7, cells, unterminated: cut });
  return typeof read === 'number'
    ? { removes: read, found: [] }
    : { removes: null, found: read === null ? [] : [read] };
};

/** An ID counts for the comparison where its name does. */
const lookAtNames = ({ cells, cut }: Line): Looked => {
  const { listed, found } = checkNameLine(
    { row: 7, line: 7, cells, unterminated: cut },
    { customerId: 0, lastName: 1, count: 2 },
    'x',
  );
  return { removes: listed?.customerId ?? null, found: found === null ? [] : [found] };
};

/** What the screen of a wrong header proposes: to a company with a template of its own, and to one without. */
function headerAdvice(): readonly string[] {
  const separator = { kind: 'separator', column: 'A', needed: ',', found: 'x', detail: ';' } as const;
  const other = diagnostic(
    'header-mismatch',
    {},
    { differences: [separator], more: 0, right: 0, needed: 48, found: 1, cause: null },
  );
  const template = { name: 'own.csv', sha256: '0', columns: 48 };
  const style = { ...PLAIN_80, width: 400 };
  const one = { ...other, details: { ...other.details, differences: [] } };
  return [HEADER, one, other].flatMap((found) =>
    [{}, { template }].flatMap((change) =>
      validationScreen(style, validation({ ...change, tally: tallyOf([found]) }), {
        next: null,
        errorsFile: null,
        store: null,
        all: false,
        names: false,
      })
        .split('\n')
        .flatMap((line) => /^ *→ (.*)$/.exec(line)?.slice(1) ?? []),
    ),
  );
}
