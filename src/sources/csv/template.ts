/** A company's own sample file in the built-in template's place: its first record is the header. */
import { basename } from 'node:path';
import { diagnostic, type DiagnosticDetails } from '../../core/findings/diagnostics.ts';
import { FileError } from '../../core/errors.ts';
import { holdsValues } from '../../core/file/header/label.ts';
import type { Template } from '../../core/file/template.ts';
import { openInput } from '../bytes/open.ts';
import { readRows } from './records.ts';
import type { Watch } from '../bytes/stamp.ts';

/** Reads a template; throws a `FileError` unless it holds labels alone, and `action` and `customerId` once each. */
export async function readTemplate(path: string, watch: Watch): Promise<Template> {
  const reading = readRows(await openInput(path, 'template', watch));
  let labels: readonly string[] | null = null;
  for await (const [first] of reading.batches()) labels ??= first?.cells ?? null;
  const { sha256 } = await reading.finish();
  if (labels === null) throw invalid(path, 'not-readable-as-csv');
  if (holdsValues(labels)) throw invalid(path, 'values-in-header');
  const actionIndex = only(labels, 'action', path);
  const customerIdIndex = only(labels, 'customerId', path);
  return { name: basename(path), labels, sha256, actionIndex, customerIdIndex };
}

function only(labels: readonly string[], label: 'action' | 'customerId', path: string): number {
  const at = labels.indexOf(label);
  if (at === -1) throw invalid(path, label === 'action' ? 'no-action' : 'no-customer-id');
  if (labels.includes(label, at + 1)) throw invalid(path, 'twice');
  return at;
}

function invalid(path: string, why: DiagnosticDetails['template-invalid']['why']): FileError {
  return new FileError(diagnostic('template-invalid', {}, { path, why }));
}
