/** The header is the template's, exactly; each difference is explained. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareHeader } from '../../../../src/core/file/header/header.ts';
import { CUSTOMER_TEMPLATE, type Template } from '../../../../src/core/file/template.ts';

const LABELS = CUSTOMER_TEMPLATE.labels;

describe('the header', () => {
  const differ = (change: (labels: string[]) => void) => {
    const labels = [...LABELS];
    change(labels);
    return compareHeader(CUSTOMER_TEMPLATE, labels)?.details ?? null;
  };

  it('is right only where it is exactly the template, but for empty labels at its end', () => {
    expect(compareHeader(CUSTOMER_TEMPLATE, LABELS)).toBeNull();
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...LABELS.slice(0, 4), '', 'x'), { maxLength: 6 }),
        fc.integer({ min: 0, max: 48 }),
        (cells, kept) => {
          const header = [...LABELS.slice(0, kept), ...cells];
          // As SheetJS writes them: a warning, as for rows.
          const named = header.slice(0, header.findLastIndex((label) => label !== '') + 1);
          const same = JSON.stringify(named) === JSON.stringify(LABELS);
          expect(compareHeader(CUSTOMER_TEMPLATE, header) === null).toBe(same);
        },
      ),
    );
  });

  it.each([
    [
      'a missing label',
      (l: string[]) => void l.splice(5, 1),
      [{ kind: 'missing', needed: 'customerIdType' }],
    ],
    [
      'an extra label',
      (l: string[]) => void l.push('Notes'),
      [{ kind: 'extra', column: 'AW', found: '•••' }],
    ],
    [
      'another case',
      (l: string[]) => void (l[1] = 'CustomerId'),
      [{ kind: 'renamed', column: 'B', needed: 'customerId', found: 'CustomerId' }],
    ],
    [
      'another spelling',
      (l: string[]) => void (l[16] = 'e-mail'),
      [{ kind: 'renamed', needed: 'email', found: 'e-mail' }],
    ],
    [
      'a no-break space',
      (l: string[]) => void (l[3] = 'status\u00a0'),
      [{ kind: 'invisible-character', needed: 'status', detail: 'U+00A0' }],
    ],
    [
      'a label twice',
      (l: string[]) => void l.push('email'),
      [{ kind: 'duplicate', found: 'email', detail: 'Q' }],
    ],
    ['a label moved', (l: string[]) => void l.push(...l.splice(3, 1)), [{ kind: 'moved', found: 'status' }]],
    [
      'one put in between',
      (l: string[]) => void l.splice(4, 0, 'mine'),
      [{ kind: 'extra', column: 'E', found: '•••' }],
    ],
  ])('explains %s', (_name, change, expected) => {
    const details = differ(change);
    expect(details?.differences).toHaveLength(expected.length);
    expect(details?.differences).toMatchObject(expected);
  });

  it.each([';', '\t', '|'])('explains the separator %j', (separator) => {
    const found = compareHeader(CUSTOMER_TEMPLATE, [LABELS.join(separator)]);
    expect(found?.details.differences).toMatchObject([{ kind: 'separator' }]);
  });

  it('shows nothing of a first row that is no header but a customer', () => {
    const customer = ['remove', '40001', '', '', '', '', '123-45-6789', 'Karl', '', 'Brandt'];
    for (const cells of [customer, [customer.join(';')]]) {
      expect(JSON.stringify(compareHeader(CUSTOMER_TEMPLATE, cells))).not.toMatch(/123-45|Karl|Brandt/);
    }
  });

  it('stays small for 100,000 cells', () => {
    const found = compareHeader(
      CUSTOMER_TEMPLATE,
      Array.from({ length: 100_000 }, (_, at) => `c${at}`),
    );
    expect(found?.details.differences.length).toBeLessThanOrEqual(60);
    expect(found?.details.more).toBeGreaterThan(99_000);
  });
});

const own = (...labels: string[]): Template => ({
  ...{ name: 'own.csv', sha256: '', labels },
  ...{ actionIndex: labels.indexOf('action'), customerIdIndex: labels.indexOf('customerId') },
});
const detailsOf = (template: Template, cells: readonly string[]) => compareHeader(template, cells)?.details;
const withLabels = (change: (labels: string[]) => void) => {
  const labels = [...LABELS];
  change(labels);
  return labels;
};

describe('each difference in full', () => {
  const none = { needed: null, found: null, detail: null };
  it.each<[string, (labels: string[]) => void, readonly object[]]>([
    [
      'missing',
      (l) => void l.splice(46, 1),
      [{ kind: 'missing', column: 'AU', ...none, needed: 'ofacMatch' }],
    ],
    [
      'extra',
      (l) => void l.push('employer_title '),
      [{ kind: 'extra', column: 'AW', ...none, found: 'employer_title ' }],
    ],
    [
      'twice',
      (l) => void l.splice(2, 0, 'action'),
      [{ kind: 'duplicate', column: 'C', ...none, found: 'action', detail: 'A' }],
    ],
    [
      'thrice',
      (l) => void l.push('email', 'email'),
      [
        { kind: 'duplicate', column: 'AW', ...none, found: 'email', detail: 'Q' },
        { kind: 'duplicate', column: 'AX', ...none, found: 'email', detail: 'Q' },
      ],
    ],
    [
      'renamed',
      (l) => void (l[7] = 'First Name'),
      [{ kind: 'renamed', column: 'H', needed: 'firstName', found: 'First Name', detail: 'firstName' }],
    ],
    [
      'invisible',
      (l) => void (l[3] = 'sta\u200btus\u00a0'),
      [
        {
          ...{ kind: 'invisible-character', column: 'D', needed: 'status' },
          ...{ found: 'sta<U+200B>tus<U+00A0>', detail: 'U+200B' },
        },
      ],
    ],
    [
      'moved',
      (l) => void l.splice(1, 0, ...l.splice(16, 1)),
      [{ kind: 'moved', column: 'B', needed: 'customerId', found: 'email', detail: 'Q' }],
    ],
    [
      'moved behind a label more',
      (l) => void l.push('', ...l.splice(3, 1)),
      [
        { kind: 'extra', column: 'AV', ...none, found: '' },
        { kind: 'moved', column: 'AW', needed: null, found: 'status', detail: 'D' },
      ],
    ],
  ])('%s', (_name, change, expected) => {
    expect(detailsOf(CUSTOMER_TEMPLATE, withLabels(change))?.differences).toEqual(expected);
  });

  it('of one label are told once: what is renamed is not missing', () => {
    const cells = withLabels((l) => void ((l[16] = 'e-mail'), l.push('E-Mail')));
    expect(detailsOf(CUSTOMER_TEMPLATE, cells)?.differences).toMatchObject([
      { kind: 'renamed', column: 'Q', needed: 'email' },
      { kind: 'extra', column: 'AW', found: 'E-Mail' },
    ]);
  });

  it('with a space beside a label that is there, too, is one more', () => {
    const cells = withLabels((l) => void l.push('status '));
    expect(detailsOf(CUSTOMER_TEMPLATE, cells)?.differences).toMatchObject([
      { kind: 'extra', found: 'status ' },
    ]);
  });

  it('stand in the order of the columns', () => {
    const cells = withLabels((l) => void ((l[46] = 'x'), (l[30] = 'y'), (l[2] = 'z')));
    expect(
      detailsOf(CUSTOMER_TEMPLATE, cells)?.differences.map(({ kind, column }) => [column, kind]),
    ).toEqual([
      ...[
        ['C', 'missing'],
        ['C', 'extra'],
        ['AE', 'missing'],
      ],
      ...[
        ['AE', 'extra'],
        ['AU', 'missing'],
        ['AU', 'extra'],
      ],
    ]);
  });
});

describe('how much is right', () => {
  it.each<[string, (labels: string[]) => void, object]>([
    ['a label less', (l) => void l.pop(), { right: 47, needed: 48, found: 47, more: 0 }],
    ['one between', (l) => void l.splice(1, 0, 'x'), { right: 48, needed: 48, found: 49, more: 0 }],
    ['one moved', (l) => void l.push(...l.splice(0, 1)), { right: 47, needed: 48, found: 48, more: 0 }],
    ['one twice', (l) => void l.push('action'), { right: 48, needed: 48, found: 49, more: 0 }],
    ['nothing', (l) => void l.splice(0, 48, 'x'), { right: 0, needed: 48, found: 1, more: 0 }],
    ['60 too many', (l) => void l.push(...Array<string>(60).fill('x')), { right: 48, more: 0 }],
    ['61 too many', (l) => void l.push(...Array<string>(61).fill('x')), { right: 48, more: 1 }],
    [
      '400 too many',
      (l) => void l.push(...Array<string>(400).fill('x')),
      { right: 48, found: 448, more: 340 },
    ],
    [
      '401 too many',
      (l) => void l.push(...Array<string>(401).fill('x')),
      { right: 48, found: 449, more: 341 },
    ],
  ])('with %s', (_name, change, expected) => {
    const found = compareHeader(CUSTOMER_TEMPLATE, withLabels(change));
    expect(found).toMatchObject({ row: 1, line: 1, cell: null, details: expected });
    expect(found?.details.differences.length).toBeLessThanOrEqual(60);
  });

  it('is the longest run of labels that is in order; whatever stands outside has moved', () => {
    const labels = ['action', 'customerId', 'importId', 'status', 'ssn', 'email', 'gender'];
    const template = own(...labels);
    /** The longest rising choice of some places, tried one by one. */
    const longest = (places: readonly number[], above = -1): number => {
      const [first, ...rest] = places;
      if (first === undefined) return 0;
      return Math.max(longest(rest, above), first > above ? 1 + longest(rest, first) : 0);
    };
    fc.assert(
      fc.property(fc.shuffledSubarray(labels, { minLength: 2 }), (cells) => {
        fc.pre(cells.join() !== labels.join());
        const details = detailsOf(template, cells);
        const right = longest(labels.map((label) => cells.indexOf(label)).filter((place) => place >= 0));
        expect(details?.right).toBe(right);
        const kinds = details?.differences.map(({ kind }) => kind) ?? [];
        expect(kinds.filter((kind) => kind === 'moved')).toHaveLength(cells.length - right);
        expect(kinds.filter((kind) => kind === 'missing')).toHaveLength(labels.length - cells.length);
      }),
    );
  });

  it('is what stands in its place in a template of more than 2,000 labels', () => {
    const right = (count: number) => {
      const labels = ['action', 'customerId', ...Array.from({ length: count - 2 }, (_, at) => `c${at}`)];
      const swapped = [...labels.slice(0, -2), ...labels.slice(-2).reverse()];
      return detailsOf(own(...labels), swapped)?.right;
    };
    expect(right(2000)).toBe(1999);
    expect(right(2001)).toBe(1999);
  });
});

describe('another separator', () => {
  it.each([
    [';', ';'],
    ['\t', 'tab'],
    ['|', '|'],
  ])('%j is told by its name', (separator, detail) => {
    const cells = [['action', 'Brandt', 'ssn'].join(separator)];
    const shown = ['action', '•••', 'ssn'].join(separator === '\t' ? '<U+0009>' : separator);
    expect(detailsOf(CUSTOMER_TEMPLATE, cells)?.differences).toEqual([
      { kind: 'separator', column: 'A', needed: ',', found: shown, detail },
    ]);
  });

  it('is none where nothing is separated, or commas separate, too', () => {
    for (const cells of [['action'], ['action;customerId', 'status'], []])
      expect(detailsOf(CUSTOMER_TEMPLATE, cells)?.differences.map(({ kind }) => kind)).not.toContain(
        'separator',
      );
  });

  it('is the likeliest of several', () => {
    expect(detailsOf(CUSTOMER_TEMPLATE, ['action;a|b'])?.differences).toMatchObject([{ detail: ';' }]);
  });

  it('is shown with what stands first', () => {
    const [only] = detailsOf(CUSTOMER_TEMPLATE, [Array<string>(30).fill('ssn').join(';')])?.differences ?? [];
    expect(only?.found).toMatch(/^ssn;ssn;[sn;]*…$/);
  });
});
