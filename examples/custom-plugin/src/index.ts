/** The plugin, a table of contents. */
import { definePlugin, label, type Plugin } from '@guanxi/core';
import { recordVisit, VisitRecorded, visitInFuture } from './commands.ts';
import { onCustomer, visitFields } from './entities.ts';
import { activateKeenProspects } from './hooks.ts';
import { type Booth, p } from './plugin.ts';

export { recordVisit } from './commands.ts';
export { BoothVisit } from './entities.ts';
export type { Booth } from './plugin.ts';

export function booth(): Plugin<Booth> {
  return definePlugin(p, {
    version: '0.1.0',
    label: label('Stand visits', '展位来访'),
    capability: 'OPERATIONAL',
    migrations: new URL('../migrations/', import.meta.url),
    permissions: { 'booth:read': label('See stand visits', '查看来访'), 'booth:record': label('Record stand visits', '登记来访') },
    uses: ['crm:customers:read', 'crm:customers:write'],
    model: [visitFields, onCustomer],
    commands: [recordVisit],
    events: [VisitRecorded],
    refusals: [visitInFuture],
    hooks: [activateKeenProspects],
  });
}
