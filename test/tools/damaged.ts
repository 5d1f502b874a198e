/** Rows of a file and lines of lists, damaged as hands and spreadsheets damage them, with what they were made from. */
import fc from 'fast-check';
import { CUSTOMER_TEMPLATE, type Template } from '../../src/core/file/template.ts';
import type { Line, Papers } from './obedient.ts';

/** A line, what it was made from, and how. */
export interface Damaged extends Papers {
  readonly line: Line;
  readonly template: Template;
  /** Is its ID made from the one that is meant? Then no other one may come of it. */
  readonly derived: boolean;
}

const BLANKS = [' ', '  ', '\u00a0', '\u200b', '\t', '\n', '\r', '\r\n', '\u2009', '\ufeff', '\u0007'];
const JOINTS = [
  ...BLANKS,
  ',',
  ', ',
  ';',
  ' / ',
  '|',
  '+',
  ' + ',
  '&',
  ' and ',
  ' or ',
  '-',
  '–',
  '.',
  ':',
  ' to ',
  "'",
  '_',
];
/** Words that stand for `remove`. */
export const SYNONYMS = ['delete', 'deleted', 'del', 'removed', 'removal', 'erase'];

const id = fc.oneof(
  fc.integer({ min: 1, max: 999 }),
  fc.integer({ min: 1000, max: 99_999 }),
  fc.integer({ min: 1_000_000, max: 9_999_999 }),
  fc.maxSafeNat().map((value) => Math.max(1, value)),
);

/** Texts of one ID, as hands and spreadsheets make them. */
function idTexts(means: number): fc.Arbitrary<string> {
  const text = String(means);
  const grouped = (sign: string) => text.replace(/\B(?=(\d{3})+$)/g, sign);
  return fc.oneof(
    fc.constant(text),
    fc.tuple(fc.constantFrom('', ...BLANKS), fc.constantFrom('', ...BLANKS)).map(([a, b]) => a + text + b),
    fc.tuple(fc.constantFrom(...JOINTS), id).map(([joint, other]) => `${text}${joint}${other}`),
    fc.tuple(fc.constantFrom(...JOINTS), id).map(([joint, other]) => `${other}${joint}${text}`),
    fc
      .tuple(fc.integer({ min: 0, max: text.length }), fc.constantFrom(...JOINTS))
      .map(([at, joint]) => text.slice(0, at) + joint + text.slice(at)),
    fc.constantFrom(',', '.', ' ', "'", '\u00a0').map(grouped),
    fc.constantFrom('.0', '.', ',0', '.00', ',00', 'E+0', '?', '*', ' Brandt').map((end) => text + end),
    fc.constantFrom('0', '00', '-', '+', '−', '#', "'", '$', 'ID ', '=').map((start) => start + text),
    fc.constantFrom(means.toExponential(2), means.toExponential().toUpperCase(), ''),
    fc.constant(text.replace('0', 'O').replace('1', 'l')),
    fc.constant(text.replaceAll('1', '１')),
  );
}

const idNoise = fc.string({
  unit: fc.constantFrom(
    ...Array.from('0123456789012345678901234567890123456789 ,.;/+-eEoOlIand\n\r\t\u00a0\u200b\u0007\'"'),
  ),
  maxLength: 24,
});

const WORDS = [
  ...(
    'Total|Grand total|Sum|Count|57 customers|Page 1 of 3|End of file|-----|=====|-|action|' +
    'Action|# moved|# remove|// remove|-- remove|note|keep|no|active|skip|n/a|N|yes|x|1|0|TRUE|' +
    'Brandt|Ada|123-45-6789|118|add|update|Add|archive|close|move|improve|remodel|' +
    'EXAMPLE - delete this row|example|=remove|+remove'
  ).split('|'),
  '',
  ' ',
  '\u200b',
  'remove\n40009',
  "'remove",
];

const ASIDE =
  "no |not |NOT-|do not |don't |un|non|# |// |?| ?| n|: no| = 0| (no)|/keep| or keep|!| later|0| 40009".split(
    '|',
  );

const nearAction = fc
  .tuple(
    fc.constantFrom('remove', 'remove', ...SYNONYMS),
    fc.nat(),
    fc.constantFrom('none', 'none', 'drop', 'swap', 'put', 'change'),
  )
  .map(([word, seed, edit]) => edited(word, seed % word.length, edit))
  .chain((word) =>
    fc.tuple(fc.constant(word), fc.constantFrom('', ...BLANKS), fc.constantFrom('', ...BLANKS), fc.nat(3)),
  )
  .map(([word, before, after, capitals]) => {
    const cased =
      capitals === 0
        ? word.toUpperCase()
        : capitals === 1
          ? `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
          : word;
    return before + cased + after;
  });

function edited(word: string, at: number, edit: string): string {
  const [start, end] = [word.slice(0, at), word.slice(at)];
  if (edit === 'drop') return start + end.slice(1);
  if (edit === 'swap') return start + end.slice(1, 2) + end.slice(0, 1) + end.slice(2);
  if (edit === 'put') return `${start}n${end}`;
  return edit === 'change' ? `${start}t${end.slice(1)}` : word;
}

const action = fc.oneof(
  { weight: 4, arbitrary: fc.constant('remove') },
  { weight: 3, arbitrary: nearAction },
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('remove', 'Remove', 'delete', 'del'), fc.constantFrom(...ASIDE), fc.boolean())
      .map(([word, aside, before]) => (before ? aside + word : word + aside)),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);

const SHORT: Template = { ...CUSTOMER_TEMPLATE, labels: ['action', 'customerId'] };
const TURNED: Template = {
  ...CUSTOMER_TEMPLATE,
  labels: ['note', 'customerId', 'action', 'more'],
  actionIndex: 2,
  customerIdIndex: 1,
};
const template = fc.constantFrom(CUSTOMER_TEMPLATE, CUSTOMER_TEMPLATE, SHORT, TURNED);

const elsewhere = fc.array(
  fc.tuple(fc.nat(50), fc.constantFrom('', 'x', '118', '700123', 'Karl', ' ', '00', '01E+04', '40009')),
  {
    maxLength: 2,
  },
);

interface Made {
  readonly text: string;
  readonly action: string;
  readonly template: Template;
  readonly elsewhere: readonly (readonly [number, string])[];
  /** Does the row hold a cell for each label? */
  readonly padded: boolean;
  /** Are its cells without quotes, so that a comma begins the next cell and all that follow move? */
  readonly parted: boolean;
}

function cellsOf({ text, action: asked, template: { labels, ...at }, ...made }: Made): readonly string[] {
  const others = new Map(made.elsewhere);
  const least = 1 + Math.max(at.actionIndex, at.customerIdIndex, ...others.keys());
  const cells = Array.from({ length: made.padded ? Math.max(labels.length, least) : least }, (_, index) => {
    if (index === at.customerIdIndex) return text;
    return index === at.actionIndex ? asked : (others.get(index) ?? '');
  });
  return made.parted ? cells.join(',').split(',') : cells;
}

/** A row of a file: its two cells, others that are filled, and commas that part an ID. */
export const row: fc.Arbitrary<Damaged> = fc
  .tuple(id, fc.boolean(), fc.nat(9))
  .chain(([means, derived, nobody]) =>
    fc.record({
      means: fc.constant(nobody === 0 ? null : means),
      derived: fc.constant(derived && nobody > 0),
      text: derived ? idTexts(means) : fc.oneof(idNoise, fc.string({ maxLength: 20 })),
      action,
      template,
      elsewhere: fc.oneof(fc.constant([]), elsewhere),
      padded: fc.boolean(),
      parted: fc.nat(4).map((one) => one === 0),
      cut: fc.nat(9).map((one) => one === 0),
      stays: fc.boolean(),
    }),
  )
  .map(({ cut, means, derived, stays, ...made }) => ({
    line: { cells: cellsOf(made), cut },
    columns: { action: made.template.actionIndex, id: made.template.customerIdIndex },
    template: made.template,
    means,
    derived,
    stays,
  }));

/** A line of a list of IDs, or of IDs and names. */
export const listLine: fc.Arbitrary<Damaged> = fc
  .tuple(
    id,
    fc.boolean(),
    fc.boolean(),
    fc.constantFrom([], ['Brandt'], ['', ''], ['118', 'Brandt'], ['Brook', ' Jr.']),
  )
  .chain(([means, derived, parted, others]) =>
    (derived ? idTexts(means) : fc.oneof(idNoise, fc.string({ maxLength: 20 }))).map((text) => ({
      line: { cells: [...(parted ? text.split(',') : [text]), ...others], cut: means % 7 === 0 },
      template: SHORT,
      columns: { action: null, id: 0 },
      derived,
      means,
      stays: false,
    })),
  );
