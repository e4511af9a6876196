/** What is calculated over the rows of each group, once for each expression. */
import { type GroupedRows, type Quantile, quantile } from './quantile.ts';

export class Numbers {
  private readonly names = new Map<string, string>();
  private readonly quantiles = new Map<string, { readonly name: string } & Quantile>();
  private readonly of: GroupedRows;

  constructor(of: GroupedRows) {
    this.of = of;
  }

  /** @param sql an aggregate over the rows `s`; what it is of the group `g` */
  number(sql: string): string {
    return `g.${this.name(sql)}`;
  }
  /** @param x a number of the rows `s` */
  quantile(x: string, at: string): string {
    const key = `${at} ${x}`;
    const index = String(this.quantiles.size);
    const known = this.quantiles.get(key) ?? {
      name: `"~q${index}"`,
      ...quantile(index, this.of, x, at, (sql) => `r.${this.name(sql)}`),
    };
    this.quantiles.set(key, known);
    return `g.${known.name}`;
  }

  /** The groups `g`, in the order of their keys: what stands behind `from`. */
  groups(limit: string): string {
    const { keys, rows } = this.of;
    const calculated = [...keys.map((key) => `s.${key}`), ...[...this.names].map(([sql, name]) => `${sql} as ${name}`)];
    // Without either it would be a list of rows.
    const list = calculated.length === 0 ? 'count(*)' : calculated.join(', ');
    const order = keys.length === 0 ? '' : ` order by ${keys.join(', ')}`;
    const grouped = keys.length === 0 ? '' : ` group by ${keys.map((key) => `s.${key}`).join(', ')}${order}`;
    const groups = `select ${list} from ${rows}${grouped} limit ${limit}`;
    if (this.quantiles.size === 0) return `(${groups}) g`;
    const all = [...this.quantiles.values()];
    const parts = [...all.map((q) => q.bracket), `"~r" as materialized (${groups})`, ...all.map((q) => q.missed)];
    return `(with ${parts.join(', ')} select r.*, ${all.map((q) => `${q.value} as ${q.name}`).join(', ')} from "~r" r${order}) g`;
  }

  private name(sql: string): string {
    const name = this.names.get(sql) ?? `"~a${this.names.size}"`;
    this.names.set(sql, name);
    return name;
  }
}
