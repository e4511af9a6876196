/** Lists saved to be seen again; what they name is checked when they are saved. */
import { GuanxiError, type Id, label, type Row, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { p } from '../plugin.ts';
import { View } from './entities.ts';
import { sharingForbidden, viewInvalid, viewNeedsOwner, viewOfAnother } from './events.ts';
import { pathsOf, ViewQuery } from './rules.ts';

export const saveView = p.command('saveView', {
  label: label('Save a view', '保存视图'),
  permission: 'crm:views:write',
  input: { name: t.text(100), entity: t.text(80), query: t.json(), shared: t.optional(t.bool()) },
  output: { view: t.ref(View) },
  async run(tx, { name, entity, query, shared = false }) {
    const { staffId } = tx.actor;
    if (staffId === null) throw viewNeedsOwner({});
    refuseSharing(tx, shared);
    return { view: await tx.insert(View, { name, entity, query: await checked(tx, entity, query), shared, ownerId: staffId }) };
  },
});

export const updateView = p.command('updateView', {
  label: label('Change a view', '修改视图'),
  permission: 'crm:views:write',
  input: { view: t.id(View, { subject: true }), name: t.optional(t.text(100)), query: t.optional(t.json()), shared: t.optional(t.bool()) },
  output: { view: t.ref(View) },
  async run(tx, { view, name, query, shared }) {
    const { entity } = await ownView(tx, view);
    if (shared !== undefined) refuseSharing(tx, shared);
    await tx.update(View, view, {
      ...(name !== undefined && { name }),
      ...(shared !== undefined && { shared }),
      ...(query !== undefined && { query: await checked(tx, entity, query) }),
    });
    return { view };
  },
});

export const deleteView = p.command('deleteView', {
  label: label('Delete a view', '删除视图'),
  permission: 'crm:views:write',
  input: { view: t.id(View, { subject: true }) },
  async run(tx, { view }) {
    await ownView(tx, view);
    await tx.remove(View, view);
  },
});

async function ownView(tx: CrmTx, id: Id<'View'>): Promise<Row<View>> {
  const view = await tx.lock(View, id);
  if (view.ownerId !== tx.actor.staffId && !tx.actor.has('crm:views:manage')) throw viewOfAnother({}, 'view');
  return view;
}

function refuseSharing(tx: CrmTx, shared: boolean): void {
  if (shared && !tx.actor.has('crm:views:manage')) throw sharingForbidden({}, 'shared');
}

/** Its form, and that each field it names is one: asked of the read path itself, for no record. */
async function checked(tx: CrmTx, entity: string, query: unknown): Promise<ViewQuery> {
  const parsed = ViewQuery.safeParse(query);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw viewInvalid({ problem: `${issue?.path.join('.')}: ${issue?.message}` }, 'query');
  }
  await tx.readPaths(entity, { paths: pathsOf(parsed.data), ids: [] }).catch((error: unknown) => {
    throw error instanceof GuanxiError ? viewInvalid({ problem: error.message }, 'query') : error;
  });
  return parsed.data;
}
