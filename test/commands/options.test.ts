import { Command } from 'commander';
import { expect, it } from 'vitest';
import type { Io } from '../../src/commands/context.ts';
import { buildProgram } from '../../src/commands/program.ts';

/** A program that nobody lets run: its commands are never begun. */
function program(): Command {
  const built = buildProgram({ version: '0', stdout: process.stderr } as unknown as Io, {
    started: () => {
      throw new Error('begun');
    },
    learn: () => undefined,
    ended: () => undefined,
  });
  return built;
}

function commands(
  of: Command,
  name: readonly string[] = [],
): { name: readonly string[]; command: Command }[] {
  const own = of.commands.map((command) => ({ name: [...name, command.name()], command }));
  return own.flatMap((one) => [one, ...commands(one.command, one.name)]);
}

/** Something for every parser there is. */
const VALUES = ['1', 'text', '0'.repeat(64), '2026-07-01', '2026-07-01T02:00:00.000Z', '30m', '5%'];

const OPTIONS = commands(program()).flatMap(({ name, command }) =>
  command.options
    .filter(({ required, optional }) => required || optional)
    .map(({ long, short }) => ({ name, long: long ?? '', short })),
);

async function said(args: readonly string[]): Promise<string> {
  try {
    await program().parseAsync([...args], { from: 'user' });
    return 'nothing';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

it('knows the options with a value', () => {
  expect(OPTIONS.length).toBeGreaterThan(40);
});

it.each(OPTIONS)(
  '$name $long given twice is wrong usage: which one was meant?',
  async ({ name, long, short }) => {
    const twice = VALUES.flatMap((value) => [
      [long, value, long, value],
      [`${long}=${value}`, long, value],
      ...(short === undefined ? [] : [[short, value, long, value]]),
    ]);
    const answers = await Promise.all(twice.map((given) => said([...name, ...given, 'file.csv'])));
    const right = answers.filter((answer) => answer === `${long} is given twice: give it once`);
    // All spellings, with the one value that this option takes at least.
    expect(right.length).toBeGreaterThanOrEqual(short === undefined ? 2 : 3);
    expect(answers).not.toContain('begun');
  },
);

it.each(['', ' ', '\u00a0\t'])('an actor of nothing is wrong usage: %j', async (name) => {
  expect(await said(['ingest', 'july.csv', '--actor', name])).toContain('must not be empty');
});
