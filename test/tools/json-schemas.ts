/** The JSON Schemas of the documents, as they are published in `schemas/`. */
import * as z from 'zod';
import { DOCUMENTS } from '../../src/core/documents/documents.ts';

/** Each document's schema by name, draft 2020-12. Further keys are allowed: keys are added within a major version. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  const made = Object.entries(DOCUMENTS).map(([name, schema]) => {
    const title = `lms-import/${name}`;
    return [name, { title, ...z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }) }];
  });
  return Object.fromEntries(made);
}
