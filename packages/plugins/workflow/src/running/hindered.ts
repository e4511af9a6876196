/** Why a transition does not happen now, as people are told: when they fire it, and when they ask beforehand. */
import { GuanxiError, type Label, label } from '@guanxi/core';
import { fieldsMissing, guardSaysNo, pluginsOnly, reasonMissing } from '../refusals.ts';
import type { Hindrance } from '../rules/transition.ts';
import type { WorkflowScope } from './subject.ts';

type Model = Pick<WorkflowScope, 'describe'>;

export function hindered(scope: Model, subjectType: string, event: Label | string, hindrance: Hindrance): GuanxiError {
  switch (hindrance.kind) {
    case 'GUARD':
      return guardSaysNo(
        { why: hindrance.label ?? label(`The condition of "${text(event, 'en')}" is not met.`, `“${text(event, 'zh')}”的条件未满足。`) },
        'event',
      );
    case 'FIELDS_MISSING':
      return fieldsMissing({ event, fields: fieldLabels(scope, subjectType, hindrance.fields) }, 'event', { fields: hindrance.fields });
    case 'PLUGINS_ONLY':
      return pluginsOnly({ event }, 'event');
    case 'PERMISSION_MISSING':
      return new GuanxiError('FORBIDDEN', { permission: hindrance.permission }, { path: ['event'] });
    case 'REASON_MISSING':
      return reasonMissing({ event }, 'reason');
  }
}

const text = (said: Label | string, language: 'en' | 'zh'): string => (typeof said === 'string' ? said : said[language]);

/** As people call them. */
function fieldLabels(scope: Model, type: string, paths: readonly string[]): Label {
  const labels = paths.map((path) => scope.describe(type)?.field(path)?.label ?? label(path, path));
  return label(labels.map((l) => l.en).join(', '), labels.map((l) => l.zh).join('、'));
}
