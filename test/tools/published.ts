/** Holds a document to its schema: nothing is missing, and nothing is printed that is not published. */
import { isDeepStrictEqual } from 'node:util';
import { FILE_REASONS } from '../../src/core/findings/file-reason.ts';
import { DOCUMENTS, type DocumentName } from '../../src/core/documents/documents.ts';

/** Throws unless the document is one of the published ones, whole; every exit 4 says which file. */
export function requirePublished(document: object): void {
  const name = String('schema' in document ? document.schema : '').replace('lms-import/', '');
  const schema = DOCUMENTS[name as DocumentName] as (typeof DOCUMENTS)['error'] | undefined;
  if (schema === undefined) throw new Error(`no document: ${name}`);
  // A key that the schema does not know is stripped.
  const parsed = schema.parse(document);
  if (parsed.exitCode === 4 && !FILE_REASONS.some((reason) => reason === parsed.reason))
    throw new Error(`exit 4 without a reason: ${JSON.stringify(document)}`);
  if (!isDeepStrictEqual(parsed, document))
    throw new Error(`more than is published: ${JSON.stringify(document)} beside ${JSON.stringify(parsed)}`);
}
