/**
 * Why somebody may or may not see a record and a field of it: what the planner asks, step by step, in words. Whoever asks must see the record
 * themselves; of one that they do not see it is said what is said of one that is not there.
 */
import { bindingsOf } from '../access/actor.ts';
import { confidentialPermissions, highest, internalPermission } from '../access/clearance.ts';
import { valueVisible } from '../access/columns.ts';
import { type Condition, conditionText } from '../access/condition.ts';
import { type AccessContext, accessContext } from '../access/context.ts';
import { inheritedClass } from '../access/inherited.ts';
import { hidesConfidential, readRule, restriction } from '../access/policy.ts';
import { type Access, classOf, rightsOf } from '../access/rights.ts';
import { Sink } from '../access/sink.ts';
import { GuanxiError } from '../errors.ts';
import { uses } from '../model/choices.ts';
import { isUuid, parseGlobalId } from '../model/ids.ts';
import { type Label, label } from '../model/label.ts';
import type { EntityDef, FieldDef, Model } from '../model/model.ts';
import { badInput } from '../model/refusals.ts';
import type { ReadKernel } from './kernel.ts';
import { visibleIds } from './whole-rows.ts';

export type AccessStepName =
  | 'TENANT'
  | 'PLUGIN'
  | 'PERMISSION'
  | 'POLICY'
  | 'RESTRICTION'
  | 'RECORD_CLASS'
  | 'FIELD_PERMISSION'
  | 'FIELD_POLICY'
  | 'FIELD_CLASS'
  | 'PURPOSE';

export interface AccessStep {
  readonly step: AccessStepName;
  readonly granted: boolean;
  readonly text: Label;
}
export interface AccessExplanation {
  readonly mayRead: boolean;
  /** In the order in which they are asked. */
  readonly steps: readonly AccessStep[];
}
export interface AccessQuestion {
  readonly entity: EntityDef;
  /** Of the record. */
  readonly id: string;
  readonly field: FieldDef | null;
}

/** @throws NOT_FOUND for what is no id of a record; BAD_INPUT for a field that there is not */
export function accessQuestion(model: Model, subject: string, name: string | null): AccessQuestion {
  const parsed = parseGlobalId(subject);
  const entity = parsed ? model.byPrefix.get(parsed.prefix) : undefined;
  if (!parsed || !entity || !isUuid(parsed.uuid)) throw new GuanxiError('NOT_FOUND', { what: label('record', '记录') });
  const field = name === null ? null : entity.fields.get(name);
  if (field === undefined) throw badInput(label(`${entity.name} has no field "${name}"`, `${entity.label.zh}没有字段“${name}”`), ['field']);
  return { entity, id: parsed.uuid, field };
}

type ExplainKernel = Pick<ReadKernel, 'model' | 'clock' | 'database'>;

/**
 * @param asker Who asks, and must see the record.
 * @param about Whose access is asked for.
 * @throws NOT_FOUND
 */
export async function explainAccess(
  kernel: ExplainKernel,
  asker: Access,
  about: Access,
  { entity, id, field }: AccessQuestion,
): Promise<AccessExplanation> {
  const database = await kernel.database();
  const seen = await database.query(visibleIds(kernel, [{ entity, ids: [id] }], asker));
  if (seen.rows.length === 0) throw new GuanxiError('NOT_FOUND', { what: entity.label });
  const sink = new Sink();
  const ctx = accessContext(kernel.model, rightsOf(about), sink);
  const asked = [...recordSteps(ctx, about, asker, entity), ...(field ? fieldSteps(ctx, about, entity, field) : [])];
  const columns = asked.map(({ holds }, i) => `(${conditionText(holds)}) is true as s${i}`);
  const t = `from ${sink.table(entity.tableName)} t where t.tenant_id = ${sink.param(() => asker.actor.tenant)}::uuid and t.id = ${sink.param(() => id)}::uuid`;
  const { text, bind } = sink.finish(`select ${columns.join(', ')} ${t}`);
  const params = bind({ variables: {}, actor: bindingsOf(about.actor), now: kernel.clock.now() });
  const [row] = (await database.query({ text, params })).rows;
  const steps = asked.map(({ step, text: said }, i): AccessStep => {
    const granted = row?.[`s${i}`] === true;
    return { step, granted, text: said(granted) };
  });
  return { mayRead: steps.every((s) => s.granted), steps };
}

interface Asked {
  readonly step: AccessStepName;
  readonly holds: Condition;
  readonly text: (granted: boolean) => Label;
}

const either = (yes: Label, no: Label) => (granted: boolean) => (granted ? yes : no);

function recordSteps(ctx: AccessContext, about: Access, asker: Access, entity: EntityDef): readonly Asked[] {
  const { en, zh } = entity.label;
  const { rights } = ctx;
  const rule = entity.read;
  const permission = typeof rule === 'string' ? rule : typeof rule === 'object' ? rule.permission : null;
  const reach = permission === null ? null : rights.scope(permission);
  return [
    {
      step: 'TENANT',
      holds: about.actor.tenant === asker.actor.tenant,
      text: either(
        label('The record is of the same tenant.', '记录属于同一租户。'),
        label('The record is of another tenant.', '记录属于其他租户。'),
      ),
    },
    {
      step: 'PLUGIN',
      holds: uses(about, entity.plugin),
      text: either(
        label(`The tenant uses plugin "${entity.plugin}".`, `租户已启用插件“${entity.plugin}”。`),
        label(`The tenant does not use plugin "${entity.plugin}".`, `租户未启用插件“${entity.plugin}”。`),
      ),
    },
    ...(permission === null
      ? []
      : [
          {
            step: 'PERMISSION' as const,
            holds: reach !== 'none',
            text: either(
              label(`${permission} is held; it reaches: ${reach}.`, `拥有 ${permission}，范围：${reach}。`),
              label(`${permission} is not held.`, `没有 ${permission}。`),
            ),
          },
        ]),
    {
      step: 'POLICY',
      holds: readRule(ctx, entity, 't', null, []),
      text: either(
        label(`The rule for ${en} shows this record.`, `${zh}的可见规则允许查看此记录。`),
        label(`The rule for ${en} does not show this record.`, `${zh}的可见规则不允许查看此记录。`),
      ),
    },
    ...entity.restrictions.map(
      (r): Asked => ({
        step: 'RESTRICTION',
        holds: restriction(ctx, entity, 't', r),
        text: either(
          label(`The restriction of plugin "${r.plugin}" lets it through.`, `插件“${r.plugin}”的限制允许查看。`),
          label(`A restriction of plugin "${r.plugin}" hides it.`, `插件“${r.plugin}”的限制将其隐藏。`),
        ),
      }),
    ),
    ...(entity.hasClassification
      ? [
          {
            step: 'RECORD_CLASS' as const,
            holds: hidesConfidential(rights, entity) ? `t."classification" <> 'CONFIDENTIAL'` : true,
            text: either(
              label('The record is not confidential, or confidential ones may be seen.', '记录并非保密，或可以查看保密记录。'),
              label(
                `The record is confidential: ${confidentialPermissions[0]} and a purpose are needed.`,
                `记录保密：需要 ${confidentialPermissions[0]} 和用途。`,
              ),
            ),
          },
        ]
      : []),
  ];
}

function fieldSteps(ctx: AccessContext, about: Access, entity: EntityDef, field: FieldDef): readonly Asked[] {
  const { rights } = ctx;
  const { permission, visible } = field.spec.options;
  const classification = highest([classOf(rights, field), inheritedClass(ctx.model, field)]);
  const refusal = rights.clearance.withholds(classification);
  const needed = classification === 'INTERNAL' ? internalPermission : confidentialPermissions[0];
  return [
    {
      step: 'PLUGIN',
      holds: uses(about, field.plugin),
      text: either(
        label(`The tenant uses plugin "${field.plugin}", which gives the field.`, `租户已启用提供该字段的插件“${field.plugin}”。`),
        label(`The tenant does not use plugin "${field.plugin}", which gives the field.`, `租户未启用提供该字段的插件“${field.plugin}”。`),
      ),
    },
    ...(permission === undefined
      ? []
      : [
          {
            step: 'FIELD_PERMISSION' as const,
            holds: rights.has(permission),
            text: either(
              label(`${permission} is held.`, `拥有 ${permission}。`),
              label(`${permission} is not held.`, `没有 ${permission}。`),
            ),
          },
        ]),
    ...(visible === undefined || (permission !== undefined && !rights.has(permission)) || refusal !== null
      ? []
      : [
          {
            step: 'FIELD_POLICY' as const,
            holds: valueVisible(ctx, field, [], entity, 't'),
            text: either(
              label('The field is shown on this record.', '此记录的该字段可见。'),
              label('The field is not shown on this record.', '此记录的该字段不可见。'),
            ),
          },
        ]),
    {
      step: 'FIELD_CLASS',
      holds: refusal === null || refusal.code === 'PURPOSE_REQUIRED',
      text: either(
        label(`The field is ${classification}, which may be read.`, `字段密级为 ${classification}，可以读取。`),
        label(`The field is ${classification}: ${needed} is needed.`, `字段密级为 ${classification}：需要 ${needed}。`),
      ),
    },
    ...(classification !== 'CONFIDENTIAL' || refusal?.code === 'FORBIDDEN'
      ? []
      : [
          {
            step: 'PURPOSE' as const,
            holds: refusal === null,
            text: either(label('A purpose was said.', '已说明用途。'), label('No purpose was said.', '未说明用途。')),
          },
        ]),
  ];
}
