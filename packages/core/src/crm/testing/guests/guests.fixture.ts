/** Stands for a module that comes later and extends the core's relationships, quality and timeline, and one of whose fields fails. */
import { addValues, contribute, definePlugin, implement, label, type Plugin, pluginKit, sql, t } from '@guanxi/core';
import {
  ContactLink,
  type Crm,
  Customer,
  Interaction,
  InteractionChannel,
  RelationshipType,
  relationshipRules,
  requiredFields,
  TimelineEntry,
} from '../../index.ts';

interface Guests {
  id: 'guests';
  needs: { crm: Crm };
  permission: 'guests:secrets';
}
const p = pluginKit<Guests>('guests', { engine: '*', needs: { crm: '*' } });

const onCustomer = p.fields(Customer, (f) => ({
  mood: f.computed('String', {
    needs: ['name'],
    resolve: () => {
      throw new Error('the mood service is down');
    },
  }),
}));

/** Nobody but who may see secrets sees what was said at the safe. */
const discreet = p.restrict(Interaction, (row, actor) => actor.has('guests:secrets') || sql`${row.touchpoint} is distinct from 'SAFE'`);

/** What a plugin must not be able to do: what was recorded stays as it was. */
export const rewrite = p.command('rewriteInteraction', {
  label: label('Rewrite an interaction', '改写接触记录'),
  permission: 'guests:secrets',
  input: { interaction: t.id(Interaction), remove: t.bool() },
  run: (tx, { interaction, remove }) =>
    remove ? tx.remove(Interaction, interaction) : tx.update(Interaction, interaction, { subject: 'x' }),
});

export const guestPlugin = (): Plugin<Guests> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Guests', '宾客'),
    capability: 'OPERATIONAL',
    migrations: new URL('./', import.meta.url),
    permissions: { 'guests:secrets': label('See secrets', '查看机密') },
    commands: [rewrite],
    model: [
      onCustomer,
      discreet,
      addValues(RelationshipType, { HOST_OF: label('Hosts', '接待') }),
      contribute(relationshipRules, 'guests.HOST_OF', {
        type: 'HOST_OF',
        inverse: label('Guest of', '客人'),
        from: 'CUSTOMER',
        cardinality: 'ONE_TO_ONE',
        symmetric: false,
        above: null,
        needsContract: false,
      }),
      addValues(InteractionChannel, { LOBBY: label('Lobby', '大堂') }),
      contribute(requiredFields, 'guests.supplier', { role: 'SUPPLIER', paths: ['registrationNumber'] }),
      implement(TimelineEntry, ContactLink, {
        customerId: 'customerId',
        at: 'createdAt',
        kind: () => sql<string>`'CONTACT'`,
        title: (link) => sql<string>`${link.role}`,
      }),
    ],
  });
