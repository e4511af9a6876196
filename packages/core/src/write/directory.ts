/** Who is known in a tenant, and where they stand: the kernel knows no staff and no contacts, so a plugin tells. */
import type { Entity } from '../model/entity.ts';
import type { PluginType } from '../model/plugin-type.ts';
import type { Scope } from '../read/scope.ts';

export interface KnownStaff {
  /** Whether they may act at all now. */
  readonly active: boolean;
  readonly teamIds: readonly string[];
  /** With those below. */
  readonly teamIdsBelow: readonly string[];
}
export interface KnownContact {
  readonly active: boolean;
  /** Customers that they are a contact of today. */
  readonly customerIds: readonly string[];
}

export interface Directory<P extends PluginType = PluginType> {
  /** Null for somebody unknown. Read with `scope.system`: the scope's own actor may do nothing. */
  staff(scope: Scope<P>, id: string): Promise<KnownStaff | null>;
  contact(scope: Scope<P>, id: string): Promise<KnownContact | null>;
  /** The entities whose records the two are told from: what is known of somebody is forgotten when one of them changes. */
  readonly madeOf: { readonly staff: readonly Entity[]; readonly contact: readonly Entity[] };
}
