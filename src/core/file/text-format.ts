/** Tells by its beginning what a text is that is no CSV: people rename what they have, and name what this program wrote. */

/** `saved-plan`, `report` and `document` are this program's own. */
export const TEXT_FORMATS = [
  'saved-plan',
  'report',
  'document',
  'html',
  'xml',
  'json',
  'sylk',
  'dif',
  'sql',
  'rtf',
] as const;

export type TextFormat = (typeof TEXT_FORMATS)[number];

/** Units of the text that are looked at. */
export const LOOKED_AT = 512;

const COMMENT = String.raw`--[^\n]*\n|/\*[\s\S]*?\*/|\s`;
const NAME = String.raw`["'\`\[]?\w[\w."'\`\]]*`;
const STATEMENT = [
  String.raw`insert\s+into\s+${NAME}[\s\S]*\b(?:values|select)\b`,
  String.raw`delete\s+from\s+${NAME}\s*(?:;|where\b)`,
  String.raw`update\s+${NAME}\s+set\s`,
  String.raw`select\s[\s\S]*\sfrom\s+${NAME}[\s\S]*(?:;|\bwhere\b)`,
  String.raw`(?:create|drop|alter)\s+(?:temp(?:orary)?\s+)?(?:table|database|view)\s`,
  String.raw`(?:begin|start)(?:\s+transaction)?\s*;`,
  String.raw`(?:pragma|set|use)\s+\w[^\n,]*;`,
].join('|');

/** The first that fits. */
const FORMATS: readonly (readonly [RegExp, TextFormat])[] = [
  [/^\s*\{\s*"schema"\s*:\s*"lms-import\/saved-plan"/, 'saved-plan'],
  [/^\s*\{\s*"schema"\s*:\s*"lms-import\/report"/, 'report'],
  [/^ *VERIFICATION REPORT +run /, 'report'],
  [/^\s*\{\s*"schema"\s*:\s*"lms-import\//, 'document'],
  [/^\s*(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta|title|style|div|p)\b/i, 'html'],
  [/^MIME-Version:/i, 'html'],
  [/^\s*<\?xml\b/i, 'xml'],
  [/^\s*<[a-z_][\w.:-]*(?:\s[^<>]*)?>\s*</i, 'xml'],
  [/^\s*(?:\[\s*)?\{\s*["}]/, 'json'],
  [/^\s*\[\s*["\d[\]]/, 'json'],
  [/^\{\\rtf/, 'rtf'],
  [/^ID;P[^\r\n]*\r?\n(?:[A-Z]{1,2};|E\s)/, 'sylk'],
  [/^TABLE\r?\n0,1\r?\n/, 'dif'],
  [new RegExp(`^(?:${COMMENT})*(?:${STATEMENT})`, 'i'), 'sql'],
];

/** What the text is, if its beginning says that it is no CSV. */
export function knownText(start: string): TextFormat | null {
  const text = start.slice(0, LOOKED_AT).replace(/^\uFEFF/, '');
  return FORMATS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
