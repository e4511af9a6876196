/** Passes TCP connections to a Unix socket: `node relay.mjs ADDRESS SOCKET`. Says on which port it listens. */
import { connect, createServer } from 'node:net';

const [address, socket = ''] = process.argv.slice(2);
const server = createServer((client) => {
  const upstream = connect(socket);
  client.pipe(upstream).pipe(client);
  for (const [end, other] of /** @type {const} */ ([
    [client, upstream],
    [upstream, client],
  ]))
    end.on('error', () => other.destroy()).on('close', () => other.destroy());
});
server.listen(0, address, () => process.stdout.write(String(/** @type {import('node:net').AddressInfo} */ (server.address()).port)));
