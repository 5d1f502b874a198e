/** A tally as the groups that screens show: errors first, then warnings, each in the order of the codes. */
import { CODES, type Code, type Severity } from '../core/diagnostics.ts';
import { groupKey, type CodeTally, type Tally } from '../core/tally.ts';

export type Group = CodeTally;

/** The groups of one severity in the order in which they are shown. */
export function groupsOf(tally: Tally, severity: Severity): readonly Group[] {
  const groups: Group[] = [];
  for (const code of Object.keys(CODES).filter(isCode)) {
    const group = tally.codes.get(groupKey({ code, severity }));
    if (group !== undefined) groups.push(group);
  }
  return groups;
}

/** Is it a code of this version? */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}
