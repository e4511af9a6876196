/** The schema of one set of plugins, with its documents. One for every set that some tenant uses, the least used forgotten. */
import type { GraphQLSchema } from 'graphql';
import { setName } from '../../model/enabling.ts';
import type { Kernel } from '../../write/kernel.ts';
import { buildSchema } from '../schema/build.ts';
import { Documents } from './documents.ts';
import { Lru } from './lru.ts';

export interface Api {
  /** Names the set of plugins; part of every plan's key. */
  readonly key: string;
  readonly enabled: ReadonlySet<string> | null;
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
}

export interface ApisOptions {
  readonly maxSchemas: number;
  readonly maxDocuments: number;
  /** Of all installed plugins, where it has been made already. */
  readonly schema?: GraphQLSchema | undefined;
}

export class Apis {
  readonly #kernel: Kernel;
  readonly #documents: number;
  readonly #whole: GraphQLSchema | null;
  readonly #bySet: Lru<Api>;

  constructor(kernel: Kernel, o: ApisOptions) {
    this.#kernel = kernel;
    this.#documents = o.maxDocuments;
    this.#whole = o.schema ?? null;
    this.#bySet = new Lru(o.maxSchemas);
  }

  /** @param enabled Null: every installed plugin. */
  of(enabled: ReadonlySet<string> | null): Api {
    const key = setName(enabled);
    return this.#bySet.getOr(key, () => {
      const schema = (enabled === null ? this.#whole : null) ?? buildSchema(this.#kernel.narrowed(enabled), this.#kernel);
      return {
        key,
        enabled,
        schema,
        documents: new Documents(schema, this.#kernel.limits, this.#documents, enabled && (() => this.of(null).documents)),
      };
    });
  }
}
