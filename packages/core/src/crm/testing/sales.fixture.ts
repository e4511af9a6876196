/** Stands for the sales modules that come later: leads that find their customer, deals with advice, and what was sold as facts. */
import {
  definePlugin,
  type Entity,
  type EntityOf,
  GuanxiError,
  type Id,
  implement,
  label,
  type Plugin,
  parseGlobalId,
  pluginKit,
  reference,
  sql,
  t,
  tenantTable,
  text,
  through,
} from '@guanxi/core';
import { ContactLink, type Crm, Customer, createCustomer, recordFact, TimelineEntry } from '../index.ts';

interface Sales {
  id: 'sales';
  needs: { crm: Crm };
  permission: 'sales:read' | 'sales:write';
}
const p = pluginKit<Sales>('sales', { engine: '*', needs: { crm: '*' } });

const deals = tenantTable('sales_deal', { customerId: reference<'Customer'>('crm_customer').notNull(), title: text().notNull() });
export interface Deal extends EntityOf<'Deal', typeof deals> {}
export const Deal: Entity<Deal> = p.entity('Deal', {
  table: deals,
  idPrefix: 'dea',
  label: label('Deal', '商机'),
  read: through('customerId', 'sales:read'),
});
export const dealFields = p.fields(Deal, (f) => ({
  title: f.column('title'),
  customer: f.one(Customer, { on: ['customerId', 'id'] }),
  /** Advice only: nothing is refused for it. */
  lacksDecisionMaker: f.sql(
    'Boolean',
    (deal, q) =>
      sql`not ${q.exists(ContactLink, (link) => sql`${link.customerId} = ${deal.customerId} and ${link.decisionRole} = 'DECISION_MAKER'`)}`,
    { label: label('Lacks a decision maker', '缺少决策人'), filter: true },
  ),
}));
const onCustomer = p.fields(Customer, (f) => ({ deals: f.many(Deal, { on: ['id', 'customerId'] }) }));

/** A lead goes to the customer that it fits; where it fits none, it makes one. */
export const openLead = p.command('openLead', {
  label: label('Open a lead', '登记线索'),
  permission: 'sales:write',
  input: { company: t.text(200), phone: t.text(50), title: t.text(100) },
  output: { deal: t.ref(Deal), customer: t.ref(Customer) },
  async run(tx, { company, phone, title }) {
    const channels = [{ kind: 'PHONE' as const, value: phone }];
    const made = tx.run(createCustomer, { name: company, kind: 'ORGANISATION', channels });
    const customer = await made.then((created) => created.customer, likeliest);
    return { customer, deal: await tx.insert(Deal, { customerId: customer, title }) };
  },
});

function likeliest(refused: unknown): Id<'Customer'> {
  const { candidates } = (refused instanceof GuanxiError && refused.details ? refused.details : {}) as {
    candidates?: readonly { readonly customer: string | null }[];
  };
  const found = candidates?.[0]?.customer && parseGlobalId(candidates[0].customer);
  if (!found) throw refused;
  return found.uuid as Id<'Customer'>;
}

export const winDeal = p.command('winDeal', {
  label: label('Win a deal', '赢得商机'),
  permission: 'sales:write',
  input: { deal: t.id(Deal, { subject: true, lock: true }), value: t.money() },
  async run(tx, { deal, value }) {
    const { customerId } = await tx.lock(Deal, deal);
    await tx.run(recordFact, { customer: customerId, at: tx.now, value, sourcePlugin: 'sales', sourceRef: deal });
  },
});

export const salesPlugin = (): Plugin<Sales> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Sales', '销售'),
    capability: 'OPERATIONAL',
    migrations: new URL('./sales/', import.meta.url),
    permissions: { 'sales:read': label('See deals', '查看商机'), 'sales:write': label('Change deals', '修改商机') },
    model: [
      dealFields,
      onCustomer,
      implement(TimelineEntry, Deal, { customerId: 'customerId', at: 'createdAt', kind: () => sql<string>`'DEAL'`, title: 'title' }),
    ],
    commands: [openLead, winDeal],
  });
