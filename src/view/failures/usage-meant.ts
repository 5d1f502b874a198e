/** What was probably meant by a command or an option that there is none of: words that people bring from other programs. */

const FILE = 'A file says who goes:  lms-import plan FILE';
const REMOVES_ONLY = 'This program only removes; add and update with what you use today.';

/** What there is in the place of each. */
const COMMANDS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:undo|restore|rollback|revert|recover|unremove)$/,
    'There is no undo: whoever was removed is gone for ever. Only a backup of the store holds them.',
  ],
  [/^(?:delete|del|remove|rm|purge|erase|forget)$/, FILE],
  [
    /^(?:import|upload|load|run|apply|execute|commit)$/,
    'Look first:  lms-import plan FILE  and, when it says what you mean:  lms-import ingest FILE',
  ],
  [/^(?:add|create|insert|update|edit|change|set)$/, REMOVES_ONLY],
  [/^(?:status|log|list|ls|runs|audit)$/, 'Past runs:  lms-import history  and the store:  lms-import check'],
  [/^(?:diff|preview|dry-?run|test|simulate)$/, 'What would happen:  lms-import plan FILE'],
  [/^(?:report|reports|result|certificate)$/, "A run's report:  lms-import show RUN"],
  [/^(?:init|demo|migrate|scrub|vacuum)$/, 'Of stores:  lms-import store --help'],
  [/\.(?:csv|txt|xlsx?)$/i, 'What is to be done with the file:  lms-import plan FILE'],
];

/** A sentence on what there is; null where the message of the command line's reader says enough. */
export function meantWords(message: string): string | null {
  const [, command] = /^unknown command '([^']*)'/.exec(message) ?? [];
  if (command !== undefined)
    return COMMANDS.find(([names]) => names.test(command.toLowerCase()))?.[1] ?? null;
  const [, option] = /^unknown option '-([a-z][a-z-]+)(?:=[^]*)?'/.exec(message) ?? [];
  return option === undefined ? null : `Two hyphens?  --${option}`;
}
