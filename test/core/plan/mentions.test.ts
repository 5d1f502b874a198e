/** Does a text that stays name somebody who goes? */
import { describe, expect, it } from 'vitest';
import { isMentioned } from '../../../src/core/plan/mentions.ts';
import { readyIdentity, readyText } from '../../../src/core/plan/personal-data.ts';

const NO = { email: null, ssn: null, license: null, login: null };
const KIRA = { first: 'Kira', last: 'Brandt', company: null };
const ZOE = { first: 'Zoë Ann', last: 'Núñez', company: null };
const FIRM = { first: null, last: null, company: 'Northern Flooring LLC' };

describe('a text', () => {
  it.each([
    ['Spoke with Kira Brandt about the payoff.', KIRA],
    ['BRANDT, KIRA - agreement.pdf', KIRA],
    ['agreement-kira-brandt.pdf', KIRA],
    ['Brandt called; asked that Kira be removed', KIRA],
    ['agreement-kira%20brandt.pdf', KIRA],
    ['Zoe Nunez signed', ZOE],
    ['Núñez, Zoë', ZOE],
    ['invoice of northern flooring', FIRM],
  ])('%j names them', (text, who) => {
    expect(isMentioned(readyText(text), [readyIdentity({ ...who, ...NO })])).toBe(true);
  });

  it.each([
    ['Spoke with Mr. Brandt', KIRA],
    ['Kira called', KIRA],
    ['', KIRA],
    ['Agreement signed.', { first: null, last: null, company: null }],
    ['Agreement signed.', { first: '', last: ' ', company: '' }],
    ['Flooring of the northern wing', FIRM],
  ])('%j does not', (text, who) => {
    expect(isMentioned(readyText(text), [readyIdentity({ ...who, ...NO })])).toBe(false);
  });
});
