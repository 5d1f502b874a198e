/** `template customer`: the header row, a row that teaches, or a removal file made of a list of IDs. */
import { EXIT_CODES, UsageError } from '../core/errors.ts';
import { CUSTOMER_TEMPLATE } from '../core/file/template.ts';
import { makeTemplate } from '../pipeline/load/template.ts';
import { templateDocument } from '../view/documents/json.ts';
import { templateScreen, unknownTemplate } from '../view/screens/template.ts';
import { answer, type Context } from './terminal/context.ts';
import type { TemplateOptions } from './line/verbs.ts';

/** Runs the command; returns the exit code. */
export async function template(context: Context, name: string, options: TemplateOptions): Promise<number> {
  if (name !== CUSTOMER_TEMPLATE.name) throw new UsageError(unknownTemplate(name, [CUSTOMER_TEMPLATE.name]));
  const { example = false, removeIds = null, output = null } = options;
  if (example && removeIds !== null) {
    throw new UsageError('--example and --remove-ids do not go together: a removal file holds no example');
  }
  const { text, rows } = await makeTemplate({ example, removeIds, output, force: options.force === true });
  const { labels } = CUSTOMER_TEMPLATE;
  const removals = removeIds === null ? null : rows;
  const content = output === null ? text : null;
  await answer(
    context,
    () => templateDocument({ ...context.ending, outcome: 'ok' }, { labels, rows, output, content }),
    () =>
      output === null
        ? text
        : templateScreen(context.style, { path: output, columns: labels.length, example, removals }),
  );
  return EXIT_CODES.ok;
}
