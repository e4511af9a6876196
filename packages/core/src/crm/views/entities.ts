import { type Entity, type EntityOf, label, sql } from '@guanxi/core';
import { p } from '../plugin.ts';
import { views } from './tables.ts';

export interface View extends EntityOf<'View', typeof views> {}
export const View: Entity<View> = p.entity('View', {
  table: views,
  idPrefix: 'viw',
  label: label('Saved view', '保存的视图'),
  display: 'name',
  orderBy: { column: 'name', direction: 'ASC' },
  read: (row, actor) =>
    actor.has('crm:views:read') && (actor.has('crm:views:manage') || sql`(${row.shared} or ${row.ownerId} = ${actor.staffId})`),
});
