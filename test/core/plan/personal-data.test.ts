import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedIn, readyText, type Identity } from '../../../src/core/plan/personal-data.ts';
import { runs } from '../../tools/fuzz.ts';

const NOBODY: Identity = {
  ...{ first: null, last: null, company: null, email: null, ssn: null, license: null, login: null },
};
const KIRA: Identity = {
  ...NOBODY,
  ...{ first: 'Kira', last: 'Brandt', email: 'kira.brandt@example.com', ssn: '900-12-3456' },
};
const named = (text: string, customer: Partial<Identity>) =>
  namedIn(readyText(text), { ...NOBODY, ...customer });

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
