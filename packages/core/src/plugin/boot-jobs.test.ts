/** DATA-13: what is left for later, as whoever starts the engine reads the refusal. */
import { expect, test } from 'vitest';
import { label } from '../model/label.ts';
import { eventRef } from '../write/declarations.ts';
import { bootMessage, looseKit, plain, pluginOf } from './plugins.fixture.ts';

const text = label('Text', '文本');
const run = async (): Promise<void> => undefined;

test('a cron job has one name, a pattern that comes, and a zone that there is', () => {
  const kit = looseKit('a');
  const job = (name: string, cron: string, zone: string) => kit.job(name, { label: text, cron, zone, run });
  expect(
    bootMessage(pluginOf(kit, { jobs: [job('nightly', '0 3 * * *', 'tenant'), job('weekly', '0 3 * * MON', 'Asia/Shanghai')] })),
  ).toBeNull();
  const again = looseKit('a');
  const wrong = (name: string, cron: string, zone: string) => again.job(name, { label: text, cron, zone, run });
  expect(
    bootMessage(
      pluginOf(again, {
        jobs: [
          wrong('twice', '0 3 * * *', 'UTC'),
          wrong('twice', '0 4 * * *', 'UTC'),
          wrong('never', '0 0 31 2 *', 'UTC'),
          wrong('mars', '0 3 * * *', 'Mars/Olympus'),
        ],
      }),
    ),
  ).toMatchInlineSnapshot(`
    "The engine cannot start; there is this to correct (3):

    1. DUPLICATE_JOB: Plugin "a" defines job "a.twice" twice.
       Likely cause: A tenant has one row for each job, known by its name.
       Next: Rename it in one of the two, or leave one of them out.

    2. JOB_CRON: Job "never" of plugin "a" has the pattern "0 0 31 2 *", which is none: it never comes.
       Likely cause: A pattern has five fields, or six with seconds, and days that come.
       Next: Correct the pattern.

    3. JOB_ZONE: Job "mars" of plugin "a" runs in the zone "Mars/Olympus", which nobody knows.
       Likely cause: A typing error, or a zone newer than this installation of Node.
       Next: Name an IANA zone such as "Asia/Shanghai", or \`tenant\`."
  `);
});

test('a job that is not listed is noticed', () => {
  const kit = looseKit('a');
  kit.job('nightly', { label: text, cron: '0 3 * * *', zone: 'tenant', run });
  expect(bootMessage(pluginOf(kit))).toContain('NOT_LISTED');
});

test('subscriptions of one name are refused, both plugins named', () => {
  const make = (id: string) => {
    const kit = looseKit(id);
    return pluginOf(kit, {
      subscriptions: [kit.subscription('boardChanged', { label: text, permission: `${id}:read`, on: [], input: {} } as never)],
    });
  };
  expect(bootMessage(make('a'), make('b'))).toContain(
    'DUPLICATE_SUBSCRIPTION: Plugins "a" and "b" both define subscription "boardChanged"',
  );
});

test('a hook after a misspelt event of a plugin that is there is refused, of an absent one it is left out', () => {
  const kit = looseKit('a', { b: { optional: '*' } });
  const plugin = pluginOf(kit, { hooks: [kit.after(eventRef('b.note.posted'), run)] });
  expect(bootMessage(plugin)).toBeNull();
  expect(bootMessage(plugin, plain('b'))).toContain('UNKNOWN_EVENT');
});
