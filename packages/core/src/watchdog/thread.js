// @ts-check
/**
 * The thread that looks whether the event loop still turns. When it has stood still for too long it asks the debugger of V8 where the
 * program is, twice; if that is code of a plugin both times, it writes down whose, says so and ends the process: nothing else could.
 *
 * Plain JavaScript, because a thread is loaded by Node itself, whatever compiles the host.
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import { parentPort, workerData } from 'node:worker_threads';
import connect from 'postgres';

/** @typedef {{ slot: number, plugin: string, place: string }} Place */
/** @typedef {{ plugin: string, place: string }} Culprit */
/** @typedef {{ name: string, url: string }} Frame */
/**
 * @typedef {object} Given
 * @property {Int32Array} cells
 * @property {{ beat: number, inspected: number, first: number }} at
 * @property {number} tickMs
 * @property {number} ticks
 * @property {{ plugin: string, root: string }[]} roots where each plugin's code lies
 * @property {{ url: string, setup: string, insert: string, stop: string } | null} postgres
 * @property {string | null} file
 * @property {string} host
 * @property {number} exitCode
 */
const { cells, at, tickMs, ticks, roots, postgres, file, host, exitCode } = /** @type {Given} */ (workerData);

/** @type {Map<number, Place>} */
const places = new Map();
parentPort?.on('message', (/** @type {Place} */ place) => places.set(place.slot, place));

let seen = 0;
let still = 0;
let isLooking = false;
let isTold = false;
/** The process is being ended: nothing more is looked at. */
let isOver = false;
/** Whom the first look found. @type {Culprit | null} */
let suspect = null;

// Ticks are counted and no clock is read: a machine that slept, or a process that was held, has not turned its event loop either.
setInterval(() => {
  const beat = Atomics.load(cells, at.beat);
  if (beat !== seen) {
    seen = beat;
    still = 0;
    suspect = null;
    isTold = false;
    return;
  }
  if (Atomics.load(cells, at.inspected) === 1 || isLooking || isOver) return;
  still += 1;
  if (still >= ticks) void lookNow();
}, tickMs);

async function lookNow() {
  isLooking = true;
  try {
    const found = culpritOf(await framesOf());
    // It may have turned meanwhile; and who is interrupted once may have been about to end.
    if (Atomics.load(cells, at.beat) !== seen) return;
    if (found === null) return tellNobody();
    if (suspect?.plugin !== found.plugin) {
      suspect = found;
      return;
    }
    isOver = true;
    await end(found);
  } finally {
    isLooking = false;
  }
}

function tellNobody() {
  if (!isTold) say('warn', 'the event loop stands still, and no plugin is to blame', { ms: still * tickMs });
  isTold = true;
}

/**
 * The calls under way, innermost first; null where the debugger gets no answer, since the program waits inside the operating system.
 * It answers when the program goes on: who asks while it is held still is told of this pause, which then ends under the next request.
 * @returns {Promise<Frame[] | null>}
 */
function framesOf() {
  const session = new Session();
  /** @type {Map<string, string>} */
  const scripts = new Map();
  return new Promise((resolve) => {
    /** @type {Frame[] | null} */
    let frames = null;
    const done = () => {
      clearTimeout(timer);
      session.post('Debugger.disable');
      session.disconnect();
      resolve(frames);
    };
    const timer = setTimeout(done, 5_000);
    session.connectToMainThread();
    session.on('Debugger.scriptParsed', ({ params }) => scripts.set(params.scriptId, params.url));
    session.on('Debugger.paused', ({ params }) => {
      frames = params.callFrames.map((f) => ({ name: f.functionName, url: scripts.get(f.location.scriptId) ?? '' }));
      session.post('Debugger.resume');
    });
    session.on('Debugger.resumed', done);
    session.post('Debugger.enable');
    session.post('Debugger.pause');
  });
}

/** How many calls of a plugin's code are under way, and which was begun last. @param {string} plugin */
function underWay(plugin) {
  const of = [...places.values()].filter((p) => p.plugin === plugin && Atomics.load(cells, p.slot) > 0);
  const last = Atomics.load(cells, at.first - 1);
  return of.find((p) => p.slot === last) ?? of.at(-1) ?? null;
}

/** @param {Frame[] | null} frames @returns {Culprit | null} */
function culpritOf(frames) {
  if (frames === null) {
    const running = roots.flatMap(({ plugin }) => underWay(plugin) ?? []);
    const [only, another] = running;
    return only && !another ? { plugin: only.plugin, place: only.place } : null;
  }
  for (const { url, name } of frames) {
    const owner = roots.filter(({ root }) => url.startsWith(root)).sort((a, b) => b.root.length - a.root.length)[0];
    if (!owner) continue;
    const place = underWay(owner.plugin);
    // Code beside a plugin's that is not the plugin's, such as the program it is part of, is nobody's.
    if (place === null && !owner.root.includes('/node_modules/')) continue;
    return { plugin: owner.plugin, place: `${place?.place ?? 'its code'}, in ${name || 'a function'}` };
  }
  return null;
}

/** @param {Culprit} culprit */
async function end({ plugin, place }) {
  const hang = { id: randomUUID(), plugin, place, host, at: new Date().toISOString() };
  say('error', `plugin "${plugin}" blocks the process: it is ended`, { ...hang, ms: still * tickMs, exitCode });
  try {
    await writeDown(hang);
  } catch (error) {
    say('error', 'it could not be written down which plugin blocked the process', { plugin, reason: String(error) });
  }
  // A process that does not even answer the debugger is ended by the operating system.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 30_000);
  const session = new Session();
  session.connectToMainThread();
  session.on('Debugger.paused', ({ params }) =>
    session.post('Debugger.evaluateOnCallFrame', {
      callFrameId: params.callFrames[0]?.callFrameId ?? '',
      expression: `globalThis.process.reallyExit(${exitCode})`,
    }),
  );
  session.post('Debugger.enable');
  session.post('Debugger.pause');
}

/** @param {{ id: string, plugin: string, place: string, host: string, at: string }} hang */
async function writeDown(hang) {
  if (file !== null) {
    const opened = openSync(file, 'a');
    appendFileSync(opened, `${JSON.stringify(hang)}\n`);
    fsyncSync(opened);
  }
  if (postgres === null) return;
  const sql = connect(postgres.url, { max: 1, connect_timeout: 3, fetch_types: false, prepare: false, onnotice: () => undefined });
  const written = async () => {
    await sql.unsafe(postgres.setup);
    await sql.unsafe(postgres.insert, [hang.id, hang.plugin, hang.place, hang.host, hang.at]);
    await sql.unsafe(postgres.stop, [hang.plugin, hang.at]);
  };
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error('the database did not answer')), 5_000));
  await Promise.race([written(), late]);
}

/** The engine's logger lives where nothing runs: this goes to stderr by itself. @param {string} level @param {string} message @param {object} fields */
function say(level, message, fields) {
  writeSync(2, `${level} ${message} ${JSON.stringify(fields)}\n`);
}
