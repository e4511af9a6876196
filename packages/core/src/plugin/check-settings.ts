/** Boot checks of options (per engine) and settings (per tenant): the first are right, the second have defaults. */
import type { z } from 'zod';
import { type BootProblem, problem } from './boot-error.ts';
import type { BootCode } from './boot-errors.ts';
import type { Plugin } from './define.ts';

export function checkSettings(plugins: readonly Plugin[]): readonly BootProblem[] {
  return plugins.flatMap(({ id, shape }) => [
    ...against('OPTIONS_INVALID', id, shape.optionsSchema, shape.options ?? {}),
    ...against('SETTINGS_DEFAULT', id, shape.settings, {}),
  ]);
}

function against(code: BootCode, plugin: string, schema: z.ZodType | undefined, value: unknown): BootProblem[] {
  const checked = schema?.safeParse(value);
  if (!checked || checked.success) return [];
  return checked.error.issues.map((issue) =>
    problem(code, [plugin], { path: issue.path.join('.') || '(the whole)', problem: issue.message }),
  );
}
