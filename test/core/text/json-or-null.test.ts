/** Text that may be JSON. */
import { expect, it } from 'vitest';
import { jsonOrNull } from '../../../src/core/text/json-or-null.ts';

it.each([
  ['{"a":[1,"b"]}', { a: [1, 'b'] }],
  ['0', 0],
  ['null', null],
  ['', null],
  ['{', null],
  ['{}{}', null],
  ['undefined', null],
])('%s is %j', (text, value) => {
  expect(jsonOrNull(text)).toEqual(value);
});
