/**
 * Quantiles of groups without sorting all that they hold: sorting a million numbers on one core takes longer than reading them.
 *
 * A sample of the table tells between which two values a group's quantile lies, with room to spare. Then all rows are read once, on every
 * core: each group counts what is below, and keeps what is between. The counts prove whether the place asked for is among what was kept; only
 * groups of which the sample was no picture are gathered whole. So the answer is exact, whatever the sample held.
 */

/** What is grouped: rows `s` that hold `keys` as columns. */
export interface GroupedRows {
  readonly rows: string;
  /** The same, of about one page in a hundred. */
  readonly sample: string;
  readonly keys: readonly string[];
}

export interface Quantile {
  /** The two values, made before the groups: `with`. */
  readonly bracket: string;
  /** Groups that the sample failed, made behind the groups: `with`. */
  readonly missed: string;
  /** Of a group `r`: the text of a decimal, null where it holds no value. */
  readonly value: string;
}

/**
 * As `percentile_cont`: between two neighbours in proportion. Postgres has quantiles of floats only: exact to 15 digits.
 * @param x a value of the rows `s`
 * @param at 0 to 1, as SQL
 * @param gathered names, as a column of the groups `r`, what is calculated over the rows of each
 */
export function quantile(name: string, of: GroupedRows, x: string, at: string, gathered: (sql: string) => string): Quantile {
  const [bracket, whole] = [`"~b${name}"`, `"~w${name}"`];
  const bound = (side: 'lo' | 'hi'): string => `(select ${side} from ${bracket})`;
  const held = gathered(`count(${x})`);
  const below = gathered(`count(*) filter (where ${x} < ${bound('lo')})`);
  // Without a sample there are no bounds: all is between them.
  const between = `(${x} between ${bound('lo')} and ${bound('hi')}) is not false`;
  const kept = gathered(`array_agg((${x})::float8) filter (where ${x} is not null and ${between})`);
  const place = `(${at}::float8 * (${held} - 1))`;
  const found = `${below} <= floor(${place}) and ${below} + coalesce(cardinality(${kept}), 0) > ceil(${place})`;
  // Sorted as a whole: for a few out of the middle Postgres would keep a heap, which takes ten times as long.
  const nth = (n: string): string => `a[${n}(${place})::int - ${below} + 1]`;
  const inProportion = `${nth('floor')} + (${place} - floor(${place})) * (${nth('ceil')} - ${nth('floor')})`;
  const same = of.keys.map((key) => ` and w.${key} is not distinct from r.${key}`).join('');
  return {
    bracket: `${bracket} as materialized (${bracketText(of, x, at)})`,
    missed: `${whole} as materialized (${wholeText(of, x, `${held} > 0 and not (${found})`)})`,
    value:
      `case when ${held} = 0 then null when ${found} ` +
      `then (select round((${inProportion})::numeric, 4)::text from (select array_agg(v order by v) as a from unnest(${kept}) v) z) ` +
      `else (select round((percentile_cont(${at}) within group (order by v))::numeric, 4)::text from ${whole} w, unnest(w.vs) v where true${same}) end`,
  };
}

/** The place of a quantile among n sampled values is off by more than 2/√n once in tens of thousands of times. */
function bracketText({ sample, keys }: GroupedRows, x: string, at: string): string {
  const sampled = `select array_agg(${x}) as vs, sqrt(count(*)) as root from ${sample} where ${x} is not null group by ${['()', ...keys].join(', ')}`;
  const places = `array[greatest(0, ${at} - 2 / root), least(1, ${at} + 2 / root)]`;
  const bounds = `select percentile_disc(${places}) within group (order by v) as b from unnest(vs) v`;
  return `select min(b[1]) as lo, max(b[2]) as hi from (${sampled}) g, lateral (${bounds}) q where root > 0`;
}

function wholeText({ rows, keys }: GroupedRows, x: string, missed: string): string {
  const its = keys.map((key) => ` and r.${key} is not distinct from s.${key}`).join('');
  const columns = [...keys.map((key) => `s.${key}`), `array_agg((${x})::float8) as vs`].join(', ');
  return (
    `select ${columns} from ${rows} where ${x} is not null and exists (select 1 from "~r" r where ${missed}${its}) ` +
    `group by ${['()', ...keys.map((key) => `s.${key}`)].join(', ')}`
  );
}
