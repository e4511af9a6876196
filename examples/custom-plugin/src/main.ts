/** `npm start`: the plugin at work on an embedded database. */
import { createEngine } from '@guanxi/core';
import { createCustomer, crm } from '@guanxi/core/crm';
import { booth, recordVisit } from './index.ts';

const engine = createEngine({ plugins: [crm(), booth()] });
await engine.migrate();
const { id: tenant } = await engine.tenants.create({ slug: 'expo', name: 'Expo' });
const me = engine.as({ kind: 'service', name: 'example', tenant, permissions: ['*'] });

const made = await me.run(createCustomer, { name: '上海恒展机械有限公司', kind: 'ORGANISATION' });
if (!made.ok) throw new Error(made.errors[0]?.message);
for (const interest of [3, 5]) await me.run(recordVisit, { customer: made.value.customer, at: new Date(), interest });

const answer = await me.execute(`{
  customers(where: { boothVisitCount: { gte: 1 } }, orderBy: [{ boothVisitCount: DESC }]) {
    nodes { name status boothVisitCount boothVisits { nodes { interest } } }
  }
}`);
console.log(JSON.stringify(answer.data, null, 2));
await engine.close();
