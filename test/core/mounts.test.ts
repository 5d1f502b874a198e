import { expect, it } from 'vitest';
import { parseMounts } from '../../src/core/mounts.ts';

it.each([
  ['22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw', [{ root: '/', point: '/' }]],
  [
    '41 22 8:1 /srv/lms.db /data/lms.db rw shared:1 - ext4 /dev/sda1 rw',
    [{ root: '/srv/lms.db', point: '/data/lms.db' }],
  ],
  [
    String.raw`41 22 8:1 /my\040loans/a\134b\012.db /d\011ata rw - ext4 x rw`,
    [{ root: '/my loans/a\\b\n.db', point: '/d\tata' }],
  ],
  ['41 22 8:1 /höfe\\040Ö /höfe rw - ext4 x rw', [{ root: '/höfe Ö', point: '/höfe' }]],
  [String.raw`41 22 8:1 /a\04 /b\999 rw`, [{ root: '/a\\04', point: '/b\\999' }]],
  ['', []],
  ['41 22 8:1', []],
])('reads a line of mountinfo: %j', (text, mounts) => {
  expect(parseMounts(text)).toEqual(mounts);
  expect(parseMounts(`${text}\n${text}\n`)).toEqual([...mounts, ...mounts]);
});
