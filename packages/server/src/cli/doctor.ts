/** What `guanxi doctor` looks at. Each finding says what is so, and what to do next where something is to be done. */
import type { Engine, Health } from '@guanxi/core';
import { roles } from '@guanxi/core/database';

export interface Finding {
  readonly level: 'ok' | 'warning' | 'problem';
  readonly what: string;
  readonly next: string | null;
}
const ok = (what: string): Finding => ({ level: 'ok', what, next: null });

export async function findings(open: () => Promise<Engine>): Promise<readonly Finding[]> {
  const found: Finding[] = [runtime(), zoneData()];
  let engine: Engine;
  try {
    engine = await open();
  } catch (error) {
    return [...found, { level: 'problem', what: `The engine does not start: ${messageOf(error)}`, next: 'Correct what is named.' }];
  }
  try {
    found.push(ok(`Plugins: ${engine.plugins.map((p) => `${p.id} ${p.version}`).join(', ')}`));
    found.push(...(await inDatabase(engine)));
  } catch (error) {
    found.push({
      level: 'problem',
      what: `The database does not answer: ${messageOf(error)}`,
      next: 'Check that it runs, its address, and who may connect.',
    });
  } finally {
    await engine.close();
  }
  return found;
}

function runtime(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return enough
    ? ok(`Node ${process.version}`)
    : { level: 'problem', what: `Node ${process.version} is too old.`, next: 'Install Node 20.19 or newer.' };
}

/** Some builds of Node know English and UTC only: dates of other zones and Chinese collation would be wrong. */
function zoneData(): Finding {
  const zones = Intl.supportedValuesOf('timeZone');
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zones.includes('Asia/Shanghai'))
    return { level: 'problem', what: 'This Node has no time zone data.', next: 'Use a build of Node with full ICU.' };
  return ok(`Time zone data is there; this machine is in ${here}`);
}

async function inDatabase(engine: Engine): Promise<readonly Finding[]> {
  const health = await engine.health();
  const status = await engine.migrationStatus();
  const open = [
    [status.pending, 'pending', 'Run guanxi migrate.'],
    [status.edited, 'edited after they were applied', 'Restore the files as they were shipped.'],
    [status.newer, 'unknown to this program', 'Run the version that brought them.'],
    [status.gaps, 'passed over', 'Give them names that sort after the last applied one.'],
  ] as const;
  const migrations = open.flatMap(([ids, how, next]): Finding[] =>
    ids.length === 0
      ? []
      : [{ level: 'problem', what: `${ids.length} migrations are ${how}: ${ids.map((m) => `${m.plugin}/${m.name}`).join(', ')}`, next }],
  );
  const apart = Math.abs(health.clockOffsetMs);
  const stopped = migrations.length > 0 ? [] : await engine.stoppedPlugins();
  const warnings = migrations.length > 0 ? [] : await engine.warnings();
  return [
    ok(`${health.version} (${health.engine}) answers in ${health.answerMs} ms`),
    ...(migrations.length > 0 ? migrations : [ok(`${status.applied.length} migrations applied, none pending`)]),
    ...status.notInstalled.slice(0, 1).map(
      (): Finding => ({
        level: 'warning',
        what: `The database has tables of plugins that are not installed: ${[...new Set(status.notInstalled.map((m) => m.plugin))].join(', ')}`,
        next: 'Install them, or keep their data as it is.',
      }),
    ),
    ...stopped.map(
      ({ plugin, since, hangs: [last] }): Finding => ({
        level: 'problem',
        what: `Plugin "${plugin}" is stopped since ${since}: it blocked the process again and again, last in ${last?.place ?? 'its code'}.`,
        next: `Mend it, then run guanxi plugins allow ${plugin}.`,
      }),
    ),
    ...warnings.map(
      ({ tenant, plugin, what, next }): Finding => ({ level: 'warning', what: `${tenant}, ${plugin}: ${what.en}`, next: next.en }),
    ),
    apart > 2_000
      ? {
          level: 'warning',
          what: `The database's clock is ${Math.round(apart / 1000)} s off this machine's.`,
          next: 'Let both keep time by NTP.',
        }
      : ok('Both clocks agree'),
    ...walls(health),
    ...health.unindexed.map(
      (relation): Finding => ({
        level: 'warning',
        what: `No index serves the foreign key ${relation}.`,
        next: 'Declare it with reference(), which makes one, and generate a migration.',
      }),
    ),
    ...(health.unindexed.length === 0 ? [ok('Every foreign key has an index')] : []),
  ];
}

/** Whether the walls in the database hold for whoever signs in; on the embedded one there is nobody to sign in. */
function walls({ engine, user, mayCreate }: Health): readonly Finding[] {
  const isUnder = user.role === roles.planner;
  const role: Finding = isUnder
    ? ok(`Statements run as ${user.role}, which owns nothing`)
    : {
        level: 'problem',
        what: `Statements run as ${user.role}: the roles of the engine are not there, or not for this user.`,
        next: `Run guanxi migrate --login ${user.name} as the owner of schema crm.`,
      };
  if (engine === 'embedded') return [role];
  const owner = mayCreate
    ? ok('The owner of the tables can be reached, to migrate')
    : ok('This user may not migrate, which is as it should be: guanxi migrate takes --owner-url or DATABASE_OWNER_URL');
  if (user.unsafe.length === 0) return [role, ok(`${user.name} signs in, which owns nothing and passes by no policy`), owner];
  return [
    role,
    {
      level: 'problem',
      what: `${user.name} signs in, and could go round every wall in the database: ${user.unsafe.join(', ')}.`,
      next: 'Make a role that owns nothing, admit it by guanxi migrate --login NAME, and put it into DATABASE_URL.',
    },
  ];
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
