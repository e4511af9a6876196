import { type Entity, type EntityOf, label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { teams } from './tables.ts';

export interface Team extends EntityOf<'Team', typeof teams> {}
export const Team: Entity<Team> = p.entity('Team', {
  table: teams,
  idPrefix: 'tea',
  label: label('Team', '团队'),
  display: 'name',
  orderBy: { column: 'name', direction: 'ASC' },
  read: 'crm:staff:read',
});
