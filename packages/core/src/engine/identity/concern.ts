/** Whose rights hang on which records. */
import type { Principal } from '../../access/principal.ts';
import type { ChangedRow } from '../../write/identities.ts';
import type { Kernel } from '../../write/kernel.ts';

export interface ChangeTables {
  readonly staff: ReadonlySet<string>;
  readonly contact: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

const everybodys: ReadonlySet<string> = new Set(['role', 'role_assignment']);

/** The kernel's own, and those that the directory tells from. */
export function changeTable({ registry, model }: Pick<Kernel, 'registry' | 'model'>): ChangeTables {
  const { staff = [], contact = [] } = registry.directory?.of.madeOf ?? {};
  const names = (entities: typeof staff): ReadonlySet<string> =>
    new Set(entities.flatMap(({ name }) => model.entities.get(name)?.tableName ?? []));
  const tables = { staff: names(staff), contact: names(contact) };
  return { ...tables, all: new Set([...everybodys, 'api_key', 'session', ...tables.staff, ...tables.contact]) };
}

/** @param rows Null: it is not known what changed. @param session The record of the principal's session, where it is known. */
export function concerning(tables: ChangeTables, p: Principal, session: string | null, rows: readonly ChangedRow[] | null): boolean {
  if (rows === null) return true;
  return rows.some(({ table, id }) => {
    if (everybodys.has(table)) return true;
    if (table === 'api_key') return p.kind === 'service' && p.key?.id === id;
    if (table === 'session') return p.kind !== 'service' && p.session !== undefined && (session === null || session === id);
    return p.kind !== 'service' && tables[p.kind].has(table);
  });
}
