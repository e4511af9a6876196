// @ts-check
/**
 * The thread in which the embedded Postgres runs: it takes statements, speaks the wire protocol to PGlite and answers
 * with raw text. It decides nothing; queue, time limits and transactions are the host's (thread.ts, database.ts).
 *
 * Plain JavaScript, because a thread is loaded by Node itself, whatever compiles the host.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, protocol } from '@electric-sql/pglite';
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin';

/** @typedef {{ text: string, values: (string | null)[] }} BoundStatement */
/** @typedef {{ fields: { name: string, oid: number }[], rows: (string | null)[][], affected: number, command: string }} RawResult */
/** @typedef {{ index: number, rows: (string | null)[][] }} Segment of the rows of the result at `index` */

/** About how many characters of rows go into one message, so that the host reads a large result in small bites. */
const PAGE = 262_144;

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const { directory, dump, settings } = /** @type {{ directory?: string, dump?: Uint8Array, settings: string[] }} */ (workerData);

/** Pages of rows that were not asked for yet, by request. @type {Map<number, Segment[][]>} */
const unsent = new Map();

/** @param {Uint8Array[]} parts */
function join(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** @param {BoundStatement} statement */
function encode({ text, values }) {
  const { serialize } = protocol;
  return [serialize.parse({ text }), serialize.bind({ values }), serialize.describe({ type: 'P' }), serialize.execute()];
}

/**
 * Runs the statements up to the first that fails.
 * @param {PGlite} db
 * @param {BoundStatement[]} statements
 */
async function run(db, statements) {
  const answer = await db.execProtocolRaw(join([...statements.flatMap(encode), protocol.serialize.sync()]), { syncToFs: false });
  /** @type {RawResult[]} */
  const results = [];
  /** @type {Record<string, unknown> | null} */
  let error = null;
  /** @type {RawResult} */
  let current = { fields: [], rows: [], affected: 0, command: '' };
  let ready = false;
  new protocol.Parser().parse(answer, (/** @type {any} */ message) => {
    if (message.name === 'rowDescription') {
      current.fields = message.fields.map((/** @type {any} */ field) => ({ name: field.name, oid: field.dataTypeID }));
    } else if (message.name === 'dataRow') {
      current.rows.push(message.fields);
    } else if (message.name === 'commandComplete' || message.name === 'emptyQuery') {
      const tag = String(message.text ?? '');
      current.command = tag.split(' ')[0] ?? '';
      current.affected = Number(/\d+$/.exec(tag)?.[0] ?? 0);
      results.push(current);
      current = { fields: [], rows: [], affected: 0, command: '' };
    } else if (message.name === 'error') {
      const { code, severity, constraint, table, column, detail } = message;
      error ??= { message: message.message, code, severity, constraint, table, column, detail };
    } else if (message.name === 'readyForQuery') {
      ready = true;
    }
  });
  // Without it the engine inside has given up (a full disk ends it with a panic): only a new thread helps.
  if (!ready)
    throw Object.assign(new Error(String(/** @type {any} */ (error)?.message ?? 'the embedded Postgres stopped')), {
      code: /** @type {any} */ (error)?.code,
    });
  return { results, error };
}

/**
 * Takes the rows out of the results, in pages that the host asks for one by one.
 * @param {RawResult[]} results
 */
function paginate(results) {
  /** @type {Segment[][]} */
  const pages = [];
  let room = 0;
  results.forEach((result, index) => {
    /** @type {Segment | null} */
    let segment = null;
    for (const row of result.rows) {
      if (room <= 0) {
        pages.push([]);
        room = PAGE;
        segment = null;
      }
      if (segment === null) {
        segment = { index, rows: [] };
        pages[pages.length - 1]?.push(segment);
      }
      segment.rows.push(row);
      room -= row.reduce((sum, value) => sum + (value?.length ?? 0) + 8, 0);
    }
    result.rows = [];
  });
  return pages;
}

/**
 * @param {number} id
 * @returns {{ page: Segment[], more: boolean }}
 */
function nextPage(id) {
  const pages = unsent.get(id) ?? [];
  const page = pages.shift() ?? [];
  if (pages.length === 0) unsent.delete(id);
  return { page, more: pages.length > 0 };
}

/**
 * @param {PGlite} db
 * @param {{ id: number, kind: 'run' | 'more' | 'snapshot' | 'close', statements: BoundStatement[] }} request
 */
async function answer(db, { id, kind, statements }) {
  if (kind === 'more') return { id, ...nextPage(id) };
  if (kind === 'snapshot') return { id, bytes: new Uint8Array(await (await db.dumpDataDir('none')).arrayBuffer()) };
  if (kind === 'close') {
    await db.close();
    return { id };
  }
  const { results, error } = await run(db, statements);
  if (error !== null) return { id, error };
  unsent.set(id, paginate(results));
  return { id, results, ...nextPage(id) };
}

// What Postgres says while it starts is the only account of why it could not.
let log = '';

try {
  const db = await PGlite.create({
    onStderr: (text) => {
      log = `${log}${text}\n`.slice(-2_000);
      return false;
    },
    ...(directory !== undefined && { dataDir: directory }),
    ...(dump !== undefined && { loadDataDir: new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (dump)]) }),
    // Only made available; `create extension` is a migration's business.
    extensions: { btree_gin },
    startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])],
  });
  let last = Promise.resolve();
  port.on('message', (request) => {
    last = last.then(async () => {
      try {
        const reply = await answer(db, request);
        port.postMessage(reply, 'bytes' in reply && reply.bytes ? [reply.bytes.buffer] : []);
        if (request.kind === 'close') port.close();
      } catch (error) {
        const { message, code } = /** @type {{ message?: string, code?: string }} */ (error);
        port.postMessage({ id: request.id, stopped: { message: String(message), code } });
      }
    });
  });
  port.postMessage({ ready: true });
} catch (error) {
  const { message, code } = /** @type {{ message?: string, code?: string }} */ (error);
  port.postMessage({ ready: false, message: [message ?? String(error), log.trim()].filter(Boolean).join('; '), code });
}
