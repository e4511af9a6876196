/** What resolvers get: who asks, and the doors to the read and write paths. Made anew for every operation. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../access/actor.ts';
import type { Access } from '../access/rights.ts';
import type { Locale } from '../model/label.ts';
import type { CommandDefinition, QueryDefinition } from '../write/declarations.ts';
import type { Kernel } from '../write/kernel.ts';

export type Arguments = Readonly<Record<string, unknown>>;
/** A record, connection or structure by response key; an Error stands where a field failed. */
export type Tree = Readonly<Record<string, unknown>>;

export interface ApiContext {
  /** As the caller's tenant has it. */
  readonly kernel: Kernel;
  readonly actor: Actor;
  readonly locale: Locale;
  readonly access: Access;
  /** The root fields that are planned reads, all from one statement. */
  planned(): Promise<Tree>;
  command(definition: CommandDefinition, args: Arguments, info: GraphQLResolveInfo): Promise<Tree>;
  query(definition: QueryDefinition, args: Arguments, info: GraphQLResolveInfo): Promise<unknown>;
  readonly sync: {
    pull(args: Arguments, info: GraphQLResolveInfo): Promise<object>;
    push(args: Arguments): Promise<Tree>;
  };
}
