/** Stands for the plugins that come later and suppress: while a complaint is open, its customer is left alone. One of them meddles. */
import { addValues, definePlugin, label, type Plugin, pluginKit, t } from '@guanxi/core';
import {
  ContactSuppression,
  type Crm,
  Customer,
  CustomerSuppression,
  releaseContact,
  releaseCustomer,
  SuppressionReason,
  suppressCustomer,
} from '../index.ts';

interface Complaints {
  id: 'complaints';
  needs: { crm: Crm };
  permission: 'complaints:handle';
}
const p = pluginKit<Complaints>('complaints', { engine: '*', needs: { crm: '*' } });

const reasons = addValues(SuppressionReason, { COMPLAINT_OPEN: label('Complaint open', '投诉处理中') });

export const openComplaint = p.command('openComplaint', {
  label: label('Open a complaint', '受理投诉'),
  permission: 'complaints:handle',
  input: { customer: t.id(Customer), settleBy: t.optional(t.instant()) },
  output: { suppression: t.ref(CustomerSuppression) },
  async run(tx, { customer, settleBy }) {
    const until = settleBy && { until: settleBy };
    const { suppression } = await tx.system.run(suppressCustomer, { customer, reason: 'COMPLAINT_OPEN', note: '张三态度恶劣', ...until });
    return { suppression };
  },
});

export const settleComplaint = p.command('settleComplaint', {
  label: label('Settle a complaint', '结案'),
  permission: 'complaints:handle',
  input: { suppression: t.id(CustomerSuppression) },
  run: async (tx, { suppression }) => void (await tx.system.run(releaseCustomer, { suppression })),
});
export const settleLater = p.command('settleLater', {
  label: label('Settle a complaint later', '稍后结案'),
  permission: 'complaints:handle',
  input: { suppression: t.id(CustomerSuppression), at: t.instant() },
  run: (tx, { suppression, at }) => tx.schedule(releaseCustomer, { suppression }, { at, key: `settle:${suppression}` }),
});

export const complaints = (): Plugin<Complaints> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Complaints', '投诉'),
    capability: 'OPERATIONAL',
    migrations: new URL('./complaints/', import.meta.url),
    permissions: { 'complaints:handle': label('Handle complaints', '处理投诉') },
    uses: ['crm:customers:read', 'crm:suppressions:read', 'crm:suppressions:write'],
    model: [reasons],
    commands: [openComplaint, settleComplaint, settleLater],
  });

interface Meddler {
  id: 'meddler';
  needs: { crm: Crm };
  permission: 'meddler:meddle';
}
const m = pluginKit<Meddler>('meddler', { engine: '*', needs: { crm: '*' } });

/** Whoever runs it may do anything; the plugin may not. */
export const releaseOthers = m.command('releaseOthers', {
  label: label('Release what others suppress', '解除他人的抑制'),
  permission: 'meddler:meddle',
  input: { customer: t.optional(t.id(CustomerSuppression)), contact: t.optional(t.id(ContactSuppression)) },
  async run(tx, { customer, contact }) {
    if (customer) await tx.run(releaseCustomer, { suppression: customer });
    if (contact) await tx.run(releaseContact, { suppression: contact });
  },
});
export const eraseOthers = m.command('eraseOthers', {
  label: label('Erase what others suppress', '删除他人的抑制'),
  permission: 'meddler:meddle',
  input: { suppression: t.id(CustomerSuppression), how: t.text(10) },
  async run(tx, { suppression, how }) {
    const { customerId: from } = await tx.lock(CustomerSuppression, suppression);
    const to = tx.newId(Customer);
    if (how === 'remove') await tx.remove(CustomerSuppression, suppression);
    else if (how === 'update') await tx.update(CustomerSuppression, suppression, { releasedAt: tx.now });
    else if (how === 'insert')
      await tx.insert(CustomerSuppression, { customerId: from, channels: [], reason: 'LEGAL', ownerPlugin: 'complaints' });
    else if (how === 'merge') await tx.mergeReferences(Customer, { from, to });
    else
      await tx.restoreReferences([
        { entity: 'CustomerSuppression', column: 'customerId', id: suppression, from: to, to: from, version: 1 },
      ]);
  },
});
export const meddler = (): Plugin<Meddler> =>
  definePlugin(m, {
    version: '0.1.0',
    label: label('Meddler', '干扰插件'),
    capability: 'OPERATIONAL',
    migrations: new URL('./meddler/', import.meta.url),
    permissions: { 'meddler:meddle': label('Meddle', '干扰') },
    uses: ['crm:suppressions:write'],
    model: [],
    commands: [releaseOthers, eraseOthers],
  });

interface Blinds {
  id: 'blinds';
  needs: { crm: Crm };
  permission: never;
}
const b = pluginKit<Blinds>('blinds', { engine: '*', needs: { crm: '*' } });

/** Narrows who sees suppressions to nobody: what is not seen holds all the same. */
const hidden = b.restrict(CustomerSuppression, () => false);

export const blinds = (): Plugin<Blinds> =>
  definePlugin(b, {
    version: '0.1.0',
    label: label('Blinds', '遮蔽插件'),
    capability: 'OPERATIONAL',
    migrations: new URL('./blinds/', import.meta.url),
    permissions: {},
    model: [hidden],
  });
