/**
 * What a stranger writes first: an engine on an embedded database, a tenant, and one query. Compiled and run by run.mjs in a project of
 * its own, against the packed packages.
 */
import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';

const engine = createEngine({ plugins: [crm()], database: 'memory' });
await engine.migrate();
const { id: tenant } = await engine.tenants.create({ slug: 'packed', name: 'Packed' });

const actor = { kind: 'service', name: 'consumer', tenant, permissions: ['*'] } as const;
const { text } = await engine.execute({ document: '{ customers(first: 1) { nodes { id name } } }', actor });
if (!text.includes('"nodes":[]') || text.includes('"errors"')) throw new Error(`An empty list of customers was expected, not ${text}`);
console.log(`Answers with ${text}.`);
await engine.close();
