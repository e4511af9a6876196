import { label, select, t } from '@guanxi/core';
import { ComplaintType } from '../cases/enums.ts';
import { p } from '../plugin.ts';
import { ComplaintClass } from './enums.ts';
import { hintFields } from './fields.ts';
import { suggest } from './rules.ts';

const ClassSuggestion = t.object('ClassSuggestion', {
  type: t.enum(ComplaintType),
  class: t.nullable(t.enum(ComplaintClass)),
  score: t.int(),
  /** The words that spoke for it. */
  words: t.list(t.text(40)),
});

/** What the words of a text speak for; nothing is classified by it. */
export const suggestedClasses = p.query('suggestedClasses', {
  label: label('Classes that the words speak for', '根据文字建议的分类'),
  permission: 'complaints:read',
  input: { text: t.text(20_000) },
  output: t.list(ClassSuggestion),
  async run(scope, { text }) {
    const hints = await scope.read(select(hintFields, { word: true, type: true, class: true, weight: true }), {});
    return suggest(text, hints).map((s) => ({ ...s, words: [...s.words] })) as never;
  },
});
