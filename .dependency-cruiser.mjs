/**
 * The plan of the house, proven: within the core, imports go down the floors only; `crm` and the plugins use what is public.
 *
 * Type-only imports count too (a type from an upper floor ties the lower one to it all the same), except for cycles:
 * two files may name each other's types, but no value may be needed before it exists.
 *
 * `tests/tooling/layering.test.ts` builds a small house that breaks each rule once, and one that breaks none.
 */
import { fileURLToPath } from 'node:url';

/** From the roof down. Rooms that share a floor do not know of each other. `errors.ts` is below all of them. */
const floors = [
  ['engine'],
  ['plugin'],
  ['graphql'],
  ['migrate', 'webhooks', 'sync'],
  ['jobs'],
  ['write'],
  ['log', 'watchdog'],
  ['read'],
  ['access'],
  ['model'],
  ['database', 'outgoing'],
];

const core = 'packages/core/src';
const plugins = 'packages/plugins';

/** Tests stand outside the house: they may look in at any window. */
const test = '\\.(test|test-d|fixture)\\.[jt]sx?$';

/** @param {readonly string[]} rooms */
const inside = (rooms) => `^${core}/(${rooms.join('|')})(/|\\.ts$)`;

const layering = floors.map((rooms, floor) => ({
  name: `${rooms.join('-and-')}-imports-only-what-is-below`,
  comment: `${rooms.join(' and ')} may import from lower floors only: ${
    floors
      .slice(floor + 1)
      .flat()
      .join(', ') || 'nothing but errors.ts'
  }.`,
  severity: 'error',
  from: { path: inside(rooms), pathNot: test },
  to: { path: `^${core}/`, pathNot: [inside(floors.slice(floor + 1).flat()), `^${core}/errors(\\.ts$|/)`, sameRoom(rooms)] },
}));

/**
 * A file may always import from its own room. `$1` is what `inside` captured in `from`.
 * @param {readonly string[]} rooms
 */
function sameRoom(rooms) {
  return rooms.length === 1 ? inside(rooms) : `^${core}/$1(/|\\.ts$)`;
}

export default {
  forbidden: [
    ...layering,
    {
      name: 'errors-at-the-bottom',
      comment: 'errors.ts is imported by all and imports nothing of the core.',
      severity: 'error',
      from: { path: `^${core}/errors(\\.ts$|/)` },
      to: { path: `^${core}/`, pathNot: `^${core}/errors/` },
    },
    {
      name: 'every-room-has-a-floor',
      comment: 'A new folder of the core needs its floor in .dependency-cruiser.mjs.',
      severity: 'error',
      from: { path: `^${core}/(index\\.ts$|${floors.flat().join('|')})` },
      to: { path: `^${core}/`, pathNot: [inside([...floors.flat(), 'crm']), `^${core}/(index|errors)\\.ts$`, `^${core}/errors/`, test] },
    },
    {
      name: 'crm-uses-the-public-api',
      comment: 'crm is a plugin like any other: what it needs from the core it imports from `@guanxi/core`.',
      severity: 'error',
      from: { path: `^${core}/crm/`, pathNot: test },
      to: { path: `^${core}/`, pathNot: [`^${core}/crm/`, `^${core}/index\\.ts$`] },
    },
    {
      name: 'crm-by-its-public-name',
      comment: 'Not by a relative path: that would not work from a package of its own.',
      severity: 'error',
      from: { path: `^${core}/crm/`, pathNot: test },
      to: { path: `^${core}/index\\.ts$`, dependencyTypes: ['local'] },
    },
    {
      name: 'kernel-knows-no-customer',
      comment: 'The kernel has no part that knows of crm.',
      severity: 'error',
      from: { path: `^${core}/`, pathNot: [`^${core}/crm/`, test] },
      to: { path: `^${core}/crm/` },
    },
    {
      name: 'plugins-use-public-entries',
      comment: "A plugin imports `@guanxi/core`, `@guanxi/core/crm` and the entries of other plugins, as any stranger's plugin would.",
      severity: 'error',
      from: { path: `^${plugins}/([^/]+)/`, pathNot: test },
      to: {
        path: '^(packages|tests|examples)/',
        pathNot: [`^${plugins}/$1/`, `^${plugins}/[^/]+/src/index\\.ts$`, `^${core}/(crm/)?index\\.ts$`],
      },
    },
    {
      name: 'packages-by-their-name',
      comment: 'A relative path out of a package does not exist once it is installed from npm.',
      severity: 'error',
      from: { path: '^((?:packages/plugins|packages|examples)/[^/]+)/' },
      to: { path: '^(packages|tests|examples|scripts)/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-test-in-what-ships',
      comment: 'What is published must run without the test kit.',
      severity: 'error',
      from: { path: '^packages/', pathNot: [test, '^packages/testing/'] },
      to: { path: ['^packages/testing/', test] },
    },
    {
      name: 'no-cycle-of-values',
      comment: 'A value that is imported in a circle may not exist yet when it is read. Types may refer to each other.',
      severity: 'error',
      from: { pathNot: test },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    parser: 'tsc',
    tsConfig: { fileName: fileURLToPath(new URL('tsconfig.base.json', import.meta.url)) },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['guanxi:source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
