/** Classes as a tenant uses them, their causes, and the words that speak for them. */
import { label, select, sql, t, type ValueOf } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { ComplaintType } from '../cases/enums.ts';
import type { ComplaintsTx } from '../common.ts';
import { p } from '../plugin.ts';
import { ClassHint, ComplaintCategory, ComplaintCause } from './entities.ts';
import { ComplaintClass } from './enums.ts';
import { classNotInUse } from './events.ts';
import { categoryFields, hintFields } from './fields.ts';

const wanted = select(categoryFields, { department: true, responsibleId: true, defaultSeverity: true, active: true });
const find = (tx: ComplaintsTx, type: string, of: string) =>
  tx.system.read(wanted, { where: (c) => sql`${c.type} = ${type} and ${c.class} = ${of}` });

/** @throws for a class that the tenant does not use for the type */
export async function categoryOf(tx: ComplaintsTx, type: ValueOf<typeof ComplaintType>, of: ValueOf<typeof ComplaintClass>, path: string) {
  const [category] = await find(tx, type, of);
  if (!category?.active) throw classNotInUse({ class: of, type }, path);
  return category;
}

/** Takes a class into use, or changes who answers for it. */
export const setComplaintCategory = p.command('setComplaintCategory', {
  label: label('Take a class into use', '启用分类'),
  permission: 'complaints:manage',
  input: {
    type: t.enum(ComplaintType),
    class: t.enum(ComplaintClass),
    department: t.text(100),
    responsible: t.optional(t.id(Staff)),
    defaultSeverity: t.optional(t.int({ min: 1, max: 5 })),
    active: t.optional(t.bool()),
  },
  output: { category: t.ref(ComplaintCategory) },
  async run(tx, { type, class: of, department, responsible, defaultSeverity = 3, active = true }) {
    const [known] = await find(tx, type, of);
    const row = { department, responsibleId: responsible ?? null, defaultSeverity, active };
    if (known) await tx.update(ComplaintCategory, known.id, row);
    return { category: known?.id ?? (await tx.insert(ComplaintCategory, { type, class: of, ...row })) };
  },
});

export const addComplaintCause = p.command('addComplaintCause', {
  label: label('Add a cause', '添加原因'),
  permission: 'complaints:manage',
  input: { class: t.enum(ComplaintClass), nameEn: t.text(100), nameZh: t.text(100) },
  output: { cause: t.ref(ComplaintCause) },
  run: async (tx, { class: of, nameEn, nameZh }) => ({ cause: await tx.insert(ComplaintCause, { class: of, nameEn, nameZh }) }),
});
export const retireComplaintCause = p.command('retireComplaintCause', {
  label: label('Retire a cause', '停用原因'),
  permission: 'complaints:manage',
  input: { cause: t.id(ComplaintCause, { subject: true, lock: true }) },
  output: { cause: t.ref(ComplaintCause) },
  async run(tx, { cause }) {
    await tx.update(ComplaintCause, cause, { active: false });
    return { cause };
  },
});

export const setClassHint = p.command('setClassHint', {
  label: label('Set a word that speaks for a class', '设置分类提示词'),
  permission: 'complaints:manage',
  input: {
    word: t.text(40),
    type: t.enum(ComplaintType),
    class: t.optional(t.enum(ComplaintClass)),
    weight: t.optional(t.int({ min: 1, max: 10 })),
  },
  output: { hint: t.ref(ClassHint) },
  async run(tx, { word, type, class: of, weight = 1 }) {
    const [known] = await tx.system.read(select(hintFields, {}), {
      where: (h) => sql`${h.word} = ${word} and ${h.type} = ${type} and ${h.class} is not distinct from ${of ?? null}::text`,
    });
    if (known) await tx.update(ClassHint, known.id, { weight });
    return { hint: known?.id ?? (await tx.insert(ClassHint, { word, type, class: of ?? null, weight })) };
  },
});
export const removeClassHint = p.command('removeClassHint', {
  label: label('Remove a word that speaks for a class', '删除分类提示词'),
  permission: 'complaints:manage',
  input: { hint: t.id(ClassHint, { subject: true, lock: true }) },
  run: (tx, { hint }) => tx.remove(ClassHint, hint),
});
