import { startBoard } from './server/board.ts';

const board = await startBoard({ port: Number(process.env['PORT'] ?? 5173) });
console.log(`${board.url}  (Ctrl-C ends it)`);

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void board.close());
