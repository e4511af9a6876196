/** A process that writes row after row into an embedded directory and says which ones were acknowledged, until it is killed. */
import { connect } from '@guanxi/core/database';

const [directory = '', first = '0'] = process.argv.slice(2);
const database = await connect({ directory });
await database.script('create table if not exists entry (id int primary key, note text not null)');
for (let id = Number(first); ; id += 1) {
  await database.transaction((tx) => tx.commit([{ text: `insert into entry values ($1, repeat('x', 500))`, params: [id] }]));
  process.stdout.write(`${id}\n`);
}
