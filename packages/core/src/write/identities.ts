/** What the rooms know of identity: that rights may change while somebody listens, and what changed them. */
import type { Actor } from '../access/actor.ts';
import type { Principal } from '../access/principal.ts';
import type { ErrorCode } from '../errors.ts';
import type { Label } from '../model/label.ts';

/** A record that was changed: of which table, and which. */
export interface ChangedRow {
  readonly table: string;
  readonly id: string;
}

/** How somebody's rights came about, as they themselves may read it. */
export interface About {
  readonly roles: readonly { readonly key: string; readonly label: Label }[];
  /** Their session's record (a UUID), where they came with one. */
  readonly session: string | null;
}

export interface Identities {
  /** Whether changes of this table can change anybody's rights. */
  concerns(table: string): boolean;
  /** Records were changed in a tenant, by this process. */
  changed(tenant: string, rows: readonly ChangedRow[]): void;
  /**
   * Calls `lost` once, as soon as the actor is nobody any more (UNAUTHENTICATED) or has other rights (RIGHTS_CHANGED), if the engine made it
   * from a principal. Answers how to stop.
   */
  watch(actor: Actor, lost: (code: Lost) => void): () => void;
  about(actor: Actor): Promise<About>;
  /** The actor that somebody is by the tenant's data; null: nobody who may act. */
  actorOf(principal: Principal): Promise<Actor | null>;
}
export type Lost = Extract<ErrorCode, 'UNAUTHENTICATED' | 'RIGHTS_CHANGED'>;

/** Where nobody is known but by ready actors. */
export const noIdentities: Identities = {
  concerns: () => false,
  changed: () => undefined,
  watch: () => () => undefined,
  about: async () => ({ roles: [], session: null }),
  actorOf: async () => null,
};
