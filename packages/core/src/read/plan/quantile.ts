/**
 * The quantile of all rows without sorting them all: every core gathers values into buckets of like size, the buckets' counts tell which of
 * them holds the place asked for, and only that one is sorted. Sorting a million numbers on one core takes longer than reading them.
 */

/** Values of one bucket differ by a few percent. Roots keep the order, since they are rounded correctly; logarithms need not. */
const bucket = 'floor(sign(v) * sqrt(sqrt(abs(v))) * 8)';

/**
 * Keeps a sub-select from being merged into the one around it, which would work a value out again for every use, and take the buckets to be
 * as many as the values. Written as a number it would first have to be converted, and Postgres then reads on one core.
 */
const fence = `offset '0'`;

/** As `percentile_cont`: between two neighbours in proportion. `x` is of the rows `s`; the text of a decimal, null where there is none. */
export function quantileText(rows: string, x: string, at: string): string {
  const values = `select (${x})::float8 as v from ${rows} ${fence}`;
  const bucketed = `select v, ${bucket} as bucket from (${values}) v where v is not null ${fence}`;
  const gathered = `select bucket, count(*) as held, array_agg(v) as vs from (${bucketed}) b group by bucket`;
  const counted = `select *, (sum(held) over (order by bucket))::bigint - held as before, (sum(held) over ())::bigint as total from (${gathered}) g`;
  const sought = `select *, ${at}::float8 * (total - 1) as place from (${counted}) c`;
  const sorted =
    `select place, v, before + row_number() over (partition by bucket order by v) - 1 as nth ` +
    `from (${sought}) f, unnest(vs) v where before <= ceil(place) and before + held > floor(place)`;
  const between = 'min(v) + max(place - floor(place)) * (max(v) - min(v))';
  return `(select round((${between})::numeric, 4)::text from (${sorted}) n where nth between floor(place) and ceil(place))`;
}
