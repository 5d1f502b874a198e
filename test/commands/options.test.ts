import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/commands/terminal/context.ts';
import { buildProgram } from '../../src/commands/line/program.ts';
import { NOTHING_GIVEN, SAYS_AGAIN } from '../../src/view/text/given.ts';

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
  of: CommandUnknownOpts,
  name: readonly string[] = [],
): { name: readonly string[]; command: CommandUnknownOpts }[] {
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

it.each(OPTIONS)('$name $long of nothing is wrong usage, and is named', async ({ name, long, short }) => {
  const spelled = [[long, ''], [`${long}=`], ...(short === undefined ? [] : [[short, '']])];
  for (const given of spelled) {
    const answer = await said([...name, ...given, 'file.csv']);
    expect(answer).toContain(long);
    expect(answer).toMatch(/argument '' is invalid\. It must [^]/);
  }
});

const ARGUMENTS = commands(program()).flatMap(({ name, command }) =>
  command.registeredArguments.map((argument) => ({ name, argument: argument.name() })),
);

it.each(ARGUMENTS)('$name of an empty $argument is wrong usage, and is named', async ({ name, argument }) => {
  const answer = await said([...name, '']);
  expect(answer).toMatch(/value '' is invalid for argument '[^']+'\. It must [^]/);
  expect(answer).toContain(`'${argument}'`);
});

it('knows the arguments', () => {
  expect(ARGUMENTS.length).toBeGreaterThan(5);
});

describe('what a line to copy says again', () => {
  /** Options that none does, and why. */
  const NOT_AGAIN: Readonly<Record<string, string>> = {
    allowOpenLoans: 'consent',
    allowReturned: 'consent',
    confirmRemoves: 'consent',
    yes: 'consent',
    plan: 'consent; it is said by show alone, and where the line is for somebody else',
    dryRun: 'what the line is printed for',
    out: 'said where a plan is to be saved',
    expires: 'as usual, where it is saved again',
    review: 'holds names: made once, for one who looks',
    actor: 'a name',
    reason: 'may hold a name, and is refused for it',
    requireReason: 'nor is the reason',
    lockTimeout: 'changes no answer',
    ...Object.fromEntries(
      ['show', 'all', 'timings', 'json', 'quiet', 'color'].map((name) => [
        name,
        'changes what is seen alone',
      ]),
    ),
  };
  /** Written by the plan before it. */
  const LEFT_OUT: Readonly<Record<string, readonly string[]>> = { ingest: ['errors', 'list'] };

  it.each(['validate', 'plan', 'ingest'] as const)('every option of %s is, or there is a reason', (name) => {
    const command = program().commands.find((one) => one.name() === name);
    const options = (command?.options ?? []).map((option) => option.attributeName());
    const again = options.filter((option) => !(option in NOT_AGAIN) && !LEFT_OUT[name]?.includes(option));
    // Said where a plan is saved, and not in every line of it.
    const said = name === 'plan' ? [...SAYS_AGAIN.plan, 'requireApprover'] : SAYS_AGAIN[name];
    expect([...said].sort()).toEqual(again.sort());
    expect(Object.keys(NOTHING_GIVEN)).toEqual(expect.arrayContaining(again));
  });
});

it.each(['', ' ', '\u00a0\t'])('an actor of nothing is wrong usage: %j', async (name) => {
  expect(await said(['ingest', 'july.csv', '--actor', name])).toContain('must not be empty');
});
