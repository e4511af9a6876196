/** `npm start`: prints what the server, and each of two clients that were offline, show in the end. */
import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { tell } from './story.ts';

const engine = createEngine({ plugins: [crm()], database: 'memory' });
await engine.migrate();
const { id } = await engine.tenants.create({ slug: 'road', name: 'Road', zone: 'Asia/Shanghai', currency: 'CNY', locale: 'zh-CN' });
console.log(JSON.stringify(await tell(engine, id), null, 2));
await engine.close();
