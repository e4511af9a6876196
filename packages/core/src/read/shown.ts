/** What an answer shows that is confidential, gathered before it is given out: a line of the access log for each entity and set of fields. */

/** Records of one line that are named; beyond that their number is kept. */
const MAX_NAMED = 100;

export interface ShownLine {
  readonly entity: string;
  /** Of another entity with its name; none where the records themselves are confidential. */
  readonly fields: readonly string[];
  /** Global ids. */
  readonly records: readonly string[];
  readonly count: number;
}

export class Shown {
  readonly #lines = new Map<string, { readonly entity: string; readonly fields: readonly string[]; readonly ids: Set<string> }>();

  /** @param fields `Entity.field` */
  add(entity: string, fields: readonly string[], id: string): void {
    this.#line(entity, fields).ids.add(id);
  }

  #line(entity: string, fields: readonly string[]) {
    const key = `${entity} ${fields.join(' ')}`;
    const known = this.#lines.get(key);
    if (known) return known;
    const made = {
      entity,
      fields: fields.map((f) => (f.startsWith(`${entity}.`) ? f.slice(entity.length + 1) : f)),
      ids: new Set<string>(),
    };
    this.#lines.set(key, made);
    return made;
  }

  get lines(): readonly ShownLine[] {
    return [...this.#lines.values()].map(({ entity, fields, ids }) => ({
      entity,
      fields,
      records: [...ids].slice(0, MAX_NAMED),
      count: ids.size,
    }));
  }
}

/** Of no record in particular. @param fields `Entity.field` */
export function comparedLines(fields: Iterable<string>): readonly ShownLine[] {
  const byEntity = new Map<string, string[]>();
  for (const field of fields) {
    const at = field.indexOf('.');
    const entity = field.slice(0, at);
    byEntity.set(entity, [...(byEntity.get(entity) ?? []), field.slice(at + 1)]);
  }
  return [...byEntity].map(([entity, own]) => ({ entity, fields: own, records: [], count: 0 }));
}
