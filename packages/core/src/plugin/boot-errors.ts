/**
 * Why an engine does not start: every code, what it says, its likely cause and what to do. Part of the one list of codes in `errors.ts`
 * (none stands in both); `docs/errors.md` is written from the two.
 */
import { databaseTexts } from './boot-errors/database.ts';
import { formTexts } from './boot-errors/forms.ts';
import { modelTexts } from './boot-errors/model.ts';
import { nameTexts } from './boot-errors/names.ts';
import { pluginTexts } from './boot-errors/plugins.ts';
import type { BootText } from './boot-errors/text.ts';

const texts = { ...pluginTexts, ...nameTexts, ...formTexts, ...modelTexts, ...databaseTexts };

export type BootCode = keyof typeof texts;
export const bootTexts: Readonly<Record<BootCode, BootText>> = texts;
