/** What `guanxi doctor` looks at. Each finding says what is so, and what to do next where something is to be done. */
import type { Engine } from '@guanxi/core';

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
    apart > 2_000
      ? {
          level: 'warning',
          what: `The database's clock is ${Math.round(apart / 1000)} s off this machine's.`,
          next: 'Let both keep time by NTP.',
        }
      : ok('Both clocks agree'),
    health.mayCreate
      ? ok('The database user may migrate')
      : {
          level: 'warning',
          what: 'The database user may not create tables.',
          next: 'Migrate as the owner of schema crm; this user is enough for everything else.',
        },
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
