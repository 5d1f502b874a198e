/** The options of a command that reads a file, as the pipeline asks for them. */
import type { FileRequest } from '../../pipeline/load/session.ts';
import type { Context } from '../terminal/context.ts';
import { SHOWN, shownRows, type FileOptions } from './options.ts';
import type { IngestOptions } from './verbs.ts';

/** What the commands that read a file ask of the pipeline. */
export function fileRequest(
  context: Context,
  file: string,
  options: FileOptions & Pick<IngestOptions, 'plan'>,
): FileRequest {
  return {
    file,
    template: options.template ?? null,
    checkNames: options.checkNames ?? null,
    missingOk: options.missingOk === true,
    returnedOk: options.allowReturned !== undefined,
    sha256: options.sha256 ?? null,
    keep: shownRows(options, SHOWN),
    errors: options.errors ?? null,
    plan: options.plan ?? null,
    now: context.io.now(),
    progress: context.progress,
    learn: context.learn,
    onHeld: null,
  };
}
