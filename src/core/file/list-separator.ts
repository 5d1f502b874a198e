/** By which sign the cells of an operator's own list are separated: a spreadsheet of another country writes semicolons. */

export type Separator = ',' | ';' | '\t';

const SEPARATORS: readonly Separator[] = [',', ';', '\t'];

/** The sign that parts the label `customerId` from others in the list's first line; a comma where none does. */
export function listSeparator(firstLine: string): Separator {
  const isLabel = (cell: string) => cell.replace(/^"(.*)"$/su, '$1') === 'customerId';
  return SEPARATORS.find((sign) => firstLine.includes(sign) && firstLine.split(sign).some(isLabel)) ?? ',';
}
