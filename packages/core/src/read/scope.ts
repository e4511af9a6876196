/** What code of a plugin gets to read with: the actor's rights unless it says `system`. */
import type { SQL } from 'drizzle-orm';
import type { AnyEntity, Col, Entity, IdOf, Row } from '../model/entity.ts';
import type { EnumType } from '../model/enums.ts';
import type { Selection } from '../model/fields.ts';
import type { Id } from '../model/ids.ts';
import type { Label, Locale } from '../model/label.ts';
import type { AnyPermission, ApisOf, OptionsOf, PluginType, SettingsOf } from '../model/plugin-type.ts';
import type { Point } from '../model/points.ts';
import type { Reach, Related, Sql } from '../model/policy.ts';
import type { Classification, Instant, ScalarName } from '../model/scalars.ts';

export interface ReadOptions<E extends AnyEntity> {
  readonly id?: IdOf<E>;
  readonly ids?: readonly IdOf<E>[];
  readonly where?: (row: Sql<E>, q: Related) => SQL;
  readonly orderBy?: Col<E>;
  readonly direction?: 'ASC' | 'DESC';
  /** Default: no limit inside a command's own code. */
  readonly limit?: number;
}

export interface Reader {
  /** One statement at any depth, through the one read path. */
  read<E extends AnyEntity, O>(selection: Selection<E, O>, o: ReadOptions<E>): Promise<readonly O[]>;
  /** The same plan with names known only at run time: `paths` such as `owner.name`. */
  readPaths(
    entity: string,
    o: { readonly paths: readonly string[]; readonly ids?: readonly string[]; readonly limit?: number },
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

export interface Log {
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

export interface ScopeActor<Perm extends string> {
  readonly kind: 'staff' | 'contact' | 'service';
  readonly staffId: Id<'Staff'> | null;
  readonly contactId: Id<'Contact'> | null;
  readonly teamIds: readonly Id<'Team'>[];
  has(permission: Perm): boolean;
  scope(permission: Perm): Reach;
}

/** A field as the model has it, whoever may read it. */
export interface FieldDescription {
  readonly name: string;
  readonly label: Label;
  /** What it holds; null for relations and for what leads to records of several types. */
  readonly type: ScalarName | null;
  readonly isList: boolean;
  /** The entity that a relation leads to. */
  readonly entity: string | null;
}

export interface EntityDescription {
  readonly name: string;
  readonly plugin: string;
  readonly label: Label;
  /** Null for a field that it does not have. */
  field(name: string): FieldDescription | null;
  /** Whether tenants may define attributes of it. */
  readonly hasAttributes: boolean;
  /** The class of one of its fields in this tenant; null for a field that it does not have, or whose class is fixed. */
  classOf(field: string): Classification | null;
  /** The class of one of its attributes by key, or without a key the highest that any of them has. */
  classOfAttribute(key?: string): Classification | null;
}

/** What keeps a tenant from beginning to use a plugin, or from ceasing to: `plugins` says which others. */
export interface PluginObstacle {
  readonly kind: 'UNKNOWN' | 'STOPPED' | 'NEEDS' | 'NEEDED';
  readonly plugins: string[];
}
export interface PluginChange {
  readonly obstacle: PluginObstacle | null;
  /** It is so already. */
  readonly isAlready: boolean;
  /** What comes or goes, by its name. */
  readonly types: string[];
  readonly fields: string[];
  readonly commands: string[];
  readonly queries: string[];
  readonly events: string[];
  /** Entities of others of which it hides records from some. */
  readonly restrictions: string[];
  readonly permissions: string[];
  readonly roles: { readonly role: string; readonly permissions: string[] }[];
  /** Work that waits, and would wait until the plugin is used again. */
  readonly jobs: number;
  /** Values that it gave to enums of others, where records have them. */
  readonly values: { readonly field: string; readonly value: string; readonly records: number }[];
}

export interface Scope<P extends PluginType = PluginType> extends Reader {
  readonly actor: ScopeActor<AnyPermission<P>>;
  readonly tenant: string;
  /** The tenant's IANA zone and ISO currency. */
  readonly zone: string;
  readonly currency: string;
  readonly locale: Locale;
  /** The engine's clock, read once for the call. */
  readonly now: Instant;
  readonly settings: SettingsOf<P>;
  readonly options: OptionsOf<P>;
  readonly plugins: ApisOf<P>;
  /** Whole rows by id; null where there is none or the actor may not see it. */
  get<E extends AnyEntity>(entity: Entity<E>, id: IdOf<E>): Promise<Row<E> | null>;
  get<E extends AnyEntity>(entity: Entity<E>, ids: readonly IdOf<E>[]): Promise<readonly Row<E>[]>;
  newId<E extends AnyEntity>(entity: Entity<E>): IdOf<E>;
  /** Reads tables of the plugin itself, for what the model cannot say, such as a recursion; rows of the tenant, whoever asks. Never writes. */
  sql<R>(query: SQL<R>): Promise<readonly R[]>;
  /** What the model says of an entity whose name is known only at run time; null for a name that nobody has. */
  describe(entity: string): EntityDescription | null;
  /** What a value of an enum is called, one of another plugin's too; null for a value that nobody has. */
  labelOf(type: EnumType, value: string): Label | null;
  /** What the installed plugins declare, for what names it as data. */
  readonly declared: { readonly permissions: readonly string[]; readonly events: readonly string[] };
  /** What would become of the tenant if it used a plugin, or did not. */
  pluginChange(plugin: string, enabled: boolean): Promise<PluginChange>;
  /** The position that a cursor of the log stands for. @throws GuanxiError BAD_INPUT, RESYNC */
  positionOf(cursor: string): Promise<number>;
  /** Why calls to the outside would not be made to a URL, as far as it can be told now; null where they would. */
  refusalOfUrl(url: string): Promise<Label | null>;
  contributions<V>(point: Point<V>): readonly { readonly id: string; readonly plugin: string; readonly value: V }[];
  /**
   * Reads with the rights of the plugin that made a contribution to a point of this one: what it contributed is done for it, whoever asks.
   * @throws PLUGIN_FAILED for a point of another plugin, or an id that nobody contributed
   */
  contributor(point: Point, id: string): Reader;
  readonly log: Log;
  /** The plugin's own rights and those it lists in `uses`, whatever the actor has. */
  readonly system: Reader;
}
