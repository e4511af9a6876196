/**
 * What a stranger writes first: an engine on an embedded database, and one query. Compiled and run by run.mjs in a project of its own,
 * against the packed packages.
 */
import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';

const engine = createEngine({ plugins: [crm()], database: 'memory' });
await engine.migrate();

const tenant = '01900000-0000-7000-8000-000000000001';
const actor = { kind: 'service', name: 'consumer', tenant, permissions: ['*'] } as const;
const answer = await engine.execute('{ customers(first: 1) { nodes { id name } } }', { actor });
console.log(JSON.stringify(answer));
await engine.close();
