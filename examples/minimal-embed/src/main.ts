import { createEngine } from '@guanxi/core';
import { createCustomer, crm } from '@guanxi/core/crm';

// A Postgres URL, a directory, or nothing: then the database lives in memory.
const engine = createEngine({ plugins: [crm()], database: process.env['DATABASE_URL'] ?? 'memory' });
await engine.migrate();
const { id: tenant } = await engine.tenants.create({ slug: 'acme', name: 'Acme', zone: 'Asia/Shanghai' });

// Every call says who acts.
const me = engine.as({ kind: 'service', name: 'example', tenant, permissions: ['*'] });

const made = await me.run(createCustomer, { name: '王芳', kind: 'PERSON', channels: [{ kind: 'MOBILE', value: '138 0013 8000' }] });
if (!made.ok) throw new Error(made.errors[0]?.message);

const answer = await me.execute(`{
  customers(search: "wangfang") {
    nodes { name status channels { nodes { value verification } } }
    totalCount
  }
}`);
console.log(JSON.stringify(answer.data));
await engine.close();
