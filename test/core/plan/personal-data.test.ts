import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  namedIn,
  readyIdentity,
  personalDataIn,
  readyText,
  type Identity,
  type KeptTexts,
} from '../../../src/core/plan/personal-data.ts';
import { KEPT_TEXTS } from '../../../src/core/plan/plan.ts';
import { runs } from '../../tools/fuzz.ts';

const NOBODY: Identity = {
  ...{ first: null, last: null, company: null, email: null, ssn: null, license: null, login: null },
};
const KIRA: Identity = {
  ...NOBODY,
  ...{ first: 'Kira', last: 'Brandt', email: 'kira.brandt@example.com', ssn: '900-12-3456' },
};
const named = (text: string, customer: Partial<Identity>) =>
  namedIn(readyText(text), readyIdentity({ ...NOBODY, ...customer }));

describe('a text names a customer', () => {
  it.each([
    'Kira Brandt',
    'brandt_kira.csv',
    'BRANDT, KIRA (erasure)',
    'request of Kira M. Brandt, by phone',
    'KiraBrandt.csv',
    'kirabrandt-july.csv',
    'removebrandtkira2026.csv',
    'brandt-2026-07-01-kira.csv',
    'ＫＩＲＡ ｂｒａｎｄｔ',
    'Kíra Bra\u0301ndt',
    'asked by kira.brandt@example.com',
    'KIRA.BRANDT@EXAMPLE.COM.csv',
    'erasure-kira.brandt%40example.com.csv',
    'ssn 900-12-3456',
    'ssn900123456.csv',
    '900 12 3456',
    'v2kira_brandt.csv',
    'ticket A7Kira Brandt',
    'Q3Brandt2Kira.csv',
    'ki\u0301ra7BRANDT',
    'Kira Brandts Antrag',
    'the Kira Brandts',
    'Kira_Brandts_request.csv',
    'kira_brandtjr_july.csv',
    'Brandt Kiras Antrag',
    'KIRA BRANDTES ANTRAG',
  ])('%s', (text) => {
    expect(named(text, KIRA)).toBe('names');
  });

  it.each([
    ['mary-o-brien.csv', { first: 'Mary Ann', last: "O'Brien" }],
    ['maryobrien', { first: 'Mary', last: "O'Brien" }],
    ['de la cruz, ana', { first: 'Ana', last: 'De la Cruz' }],
    ['ana delacruz', { first: 'Ana', last: 'De la Cruz' }],
    ['strasse peter', { first: 'Peter', last: 'Straße' }],
    ['王小明.csv', { first: '小明', last: '王' }],
    ['删除王小明的资料', { first: '小明', last: '王' }],
    ['김민준의 요청', { first: '민준', last: '김' }],
    ['по заявлению Ивана Петрова', { first: 'Ивана', last: 'Петров' }],
    ['harbor_freight.csv', { company: 'Harbor Freight, LLC' }],
    ['for HarborFreight LLC', { company: 'Harbor Freight, LLC' }],
    ['studio54', { company: 'Studio 54' }],
    ['licence B-1234-5678', { license: 'B12345678' }],
    ['login.kbrandt77.csv', { login: 'kbrandt77' }],
    ['erasure for al@x.com', { email: 'al@x.com' }],
    ['a@me.com', { email: 'A@me.com' }],
    ['zelda.g@example.orgの削除依頼', { email: 'zelda.g@example.org' }],
    ['erasure of 3M Company', { company: '3M Company' }],
    ['hp_inc_july.csv', { company: 'HP Inc.' }],
    ['東京金融株式会社の削除依頼', { company: '東京金融株式会社' }],
    ['removegrantairemotors.csv', { company: 'Grantaire Motors LLC' }],
    ['王伟', { first: '伟', last: '王' }],
    ['K Ramachandran.csv', { first: 'K', last: 'Ramachandran' }],
    ['Ren%C3%A9e_M%C3%BCller.csv', { first: 'Renée', last: 'Müller' }],
    ['Ren%E9e_M%FCller.csv', { first: 'Renée', last: 'Müller' }],
    ['asked by x7k9m2p4q8@relay.example.com', { email: 'x7k9m2p4q8@relay.example.com' }],
    ['3f2b8c1d-4e5f-6a7b-8c9d-0e1f2a3b4c5d.csv', { login: '3f2b8c1d-4e5f-6a7b-8c9d-0e1f2a3b4c5d' }],
    [
      'the John and Mary Doe Revocable Living Trust dated the 5th of May 2010, wound up',
      { company: 'John and Mary Doe Revocable Living Trust dated the 5th of May 2010' },
    ],
  ])('%s: %j', (text, customer) => {
    expect(named(text, customer)).toBe('names');
  });

  it.each([
    ['grant.csv', { first: 'Ulysses', last: 'Grant' }],
    ['erasure requests of May', { first: 'Brian', last: 'May' }],
    ['k-brandt.csv', KIRA],
  ])('no more than by a last name: %s', (text, customer) => {
    expect(named(text, customer)).toBe('surname');
  });

  it.each([
    ['july.csv', KIRA],
    ['customer erasure requests', KIRA],
    ['kira.csv', KIRA],
    ['request 900-12-3457', KIRA],
    ['brandtner_kiral.csv', KIRA],
    ['Kira Brandtner', KIRA],
    ['王明天', { first: '明', last: '王' }],
    ['ann mayor', { first: 'Ann', last: 'May' }],
    ['20260701.csv', { ssn: '', email: '', company: '', first: '', last: '' }],
    ['a co', { company: 'Co' }],
    ['100 % done', { company: 'X' }],
    ['total@ week', { email: 'l@w' }],
    ['request of al', { email: 'al@x.com' }],
    ['', KIRA],
  ])('not at all: %s', (text, customer) => {
    expect(named(text, customer)).toBeNull();
  });
});

/** Where what is just enough ends, and chance begins. */
describe('how much of a customer a text must hold', () => {
  it.each([
    // A value that one person alone has: seven letters and digits, however it is written.
    ['licence a12-3456', { license: 'A123456' }, 'names'],
    ['licence a12-345', { license: 'A12345' }, null],
    ['licence a12-345', { license: 'A-1-2-3-4-5' }, null],
    ['login strauss', { login: 'strauß' }, 'names'],
    // Both names inside a longer word: eight letters.
    ['removekirabran.csv', { first: 'Kira', last: 'Bran' }, 'names'],
    ['removebrankira.csv', { first: 'Kira', last: 'Bran' }, 'names'],
    ['removekirabra.csv', { first: 'Kira', last: 'Bra' }, null],
    // And no initial: any word may end with a letter.
    ['removekramachandran.csv', { first: 'K', last: 'Ramachandran' }, null],
    ['removealramachandran.csv', { first: 'Al', last: 'Ramachandran' }, 'names'],
    // But a name of one character, where words are not set apart, is a name.
    ['删除欧阳修的资料', { first: '修', last: '欧阳' }, 'names'],
    ['删除欧阳的资料', { first: '修', last: '欧阳' }, null],
    // Apart from each other, as words: any one of the first names, and no initial.
    ['brandt 2026 mary', { first: 'Mary Ann', last: 'Brandt' }, 'names'],
    ['brandt 2026 ann', { first: 'Mary Ann', last: 'Brandt' }, 'names'],
    ['brandt 2026 al', { first: 'Al', last: 'Brandt' }, 'names'],
    ['brandt 2026 k', { first: 'K', last: 'Brandt' }, 'surname'],
    ['brandt 2026 maryann', { first: 'Mary Ann', last: 'Brandt' }, 'surname'],
    // Words, and no ends or beginnings of them, but where a capital begins one.
    ['joakim al', { first: 'Al', last: 'Kim' }, null],
    ['requestAlKim.csv', { first: 'Al', last: 'Kim' }, 'names'],
    ['requestalkim.csv', { first: 'Al', last: 'Kim' }, null],
    // Whoever has one name alone is named by nothing else, however long it is.
    ['grantaire.csv', { last: 'Grantaire' }, 'surname'],
    ['removegrantaire.csv', { last: 'Grantaire' }, null],
    ['grantaire.csv', { first: '', last: 'Grantaire' }, 'surname'],
    ['kira', { first: 'Kira', last: '-' }, null],
    // A company of three letters, and of two with what kind it is.
    ['for hpe, by phone', { company: 'HPE' }, 'names'],
    ['for hp, by phone', { company: 'HP Inc.' }, null],
    ['an sa, by phone', { company: '. SA' }, null],
  ])('%s: %j: %s', (text, customer, expected) => {
    expect(named(text, customer)).toBe(expected);
  });

  it('whatever stands around a name in its own field', () => {
    expect(named('removekirabrandt.csv', { first: ' “Kira”', last: '(Brandt)' })).toBe('names');
    expect(named('delapena ana', { first: 'Ana', last: 'de la Peña' })).toBe('names');
  });
});

it('whatever stands around and between both names, and however they are written', () => {
  const name = fc.stringMatching(/^[A-Z][a-z]{2,9}$/);
  const between = fc.constantFrom(' ', '_', '-', '.', ', ', '', '  ', ' 17 ', '_2026_');
  const before = fc.constantFrom('', 'july ', 'request-', '2026-07-01_');
  const after = fc.constantFrom('', ' (erasure)', '-2026', '.csv');
  const write = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toLowerCase(),
    (text: string) => text.toUpperCase(),
    (text: string) => text.normalize('NFD'),
  );
  fc.assert(
    fc.property(
      name,
      name,
      between,
      before,
      after,
      write,
      fc.boolean(),
      (first, last, gap, head, tail, how, turned) => {
        const both = turned ? last + gap + first : first + gap + last;
        expect(named(how(head + both + tail), { first, last })).toBe('names');
      },
    ),
    { numRuns: runs(300) },
  );
});

describe('what is found in the texts that the ledger keeps', () => {
  const NONE: KeptTexts = { file: null, template: null, reason: null, report: null, store: null };
  const ZELDA: Identity = { ...NOBODY, first: 'Zelda', last: 'Grantaire' };

  it('is a guard for each text that names somebody, in the order in which they are told', () => {
    const texts = { ...NONE, file: 'zelda-grantaire.csv', reason: 'Kira Brandt asked', store: 'lms.db' };
    const expected = [
      { guard: 'personal-data', where: 'file', named: 'names', refuses: true },
      { guard: 'personal-data', where: 'reason', named: 'names', refuses: true },
    ];
    expect(personalDataIn([ZELDA, KIRA], texts)).toEqual(expected);
    expect(personalDataIn([KIRA, ZELDA], texts)).toEqual(expected);
  });

  it.each([
    ['a last name alone', [ZELDA], 'surname'],
    ['somebody', [KIRA], 'names'],
    ['somebody, and a last name', [KIRA, ZELDA], 'names'],
    ['a last name, and somebody', [ZELDA, KIRA], 'names'],
  ] as const)('is the surest of what it says: %s', (_name, customers, expected) => {
    const texts = { ...NONE, reason: 'Kira Brandt, of Grantaire street' };
    expect(personalDataIn(customers, texts)).toEqual([
      { guard: 'personal-data', where: 'reason', named: expected, refuses: expected === 'names' },
    ]);
  });

  it('is nothing where no text names anybody, where there is no text, and where nobody goes', () => {
    expect(personalDataIn([KIRA, ZELDA], { ...NONE, file: 'july.csv', reason: 'erasure requests' })).toEqual(
      [],
    );
    expect(personalDataIn([KIRA], NONE)).toEqual([]);
    expect(personalDataIn([], { ...NONE, file: 'kira-brandt.csv' })).toEqual([]);
  });

  it('is looked for in every one of them', () => {
    for (const where of KEPT_TEXTS)
      expect(personalDataIn([KIRA], { ...NONE, [where]: 'for kira brandt' })).toEqual([
        { guard: 'personal-data', where, named: 'names', refuses: true },
      ]);
  });
});

it('the quick look passes over nobody whom a text names', () => {
  const word = fc.constantFrom(
    ...[
      'Kira',
      'BRANDT',
      'de la',
      'Cruz',
      'Ó Briain',
      "O'Brien",
      '3M',
      'Co',
      'x',
      '-',
      '%4',
      '佐藤',
      'ﬁnch',
      '900-12',
    ],
    ...['kira.brandt@example.com', 'B', '12 3456', 'LLC', 'Li', '\u212aira', 'K'],
  );
  const text = fc
    .array(fc.tuple(word, fc.constantFrom('', ' ', ', ', '-', '_')), { maxLength: 6 })
    .map((parts) => parts.flat().join(''));
  const value = fc.option(text, { nil: null });
  const identity: fc.Arbitrary<Identity> = fc.record({
    ...{ first: value, last: value, company: value, email: value, ssn: value, license: value, login: value },
  });
  fc.assert(
    fc.property(text, identity, (reason, customer) => {
      const texts: KeptTexts = { file: null, template: null, reason, report: null, store: null };
      const found = personalDataIn([customer], texts)[0]?.named ?? null;
      expect(found).toBe(namedIn(readyText(reason), readyIdentity(customer)));
    }),
    { numRuns: runs(5000) },
  );
});

it('a text of accents alone is read in the time of any other', () => {
  // With a look behind at each letter this took minutes: the test's own time is its bound.
  const text = `a${'\u0301'.repeat(60_000)}B Kira Brandt 2024`;
  expect(named(text, KIRA)).toBe('names');
});
