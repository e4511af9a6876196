/** The API: the schema derived from what plugins declare, and operations over it. */
export { buildSchema, checkSchema, printSdl } from './schema/build.ts';
export type { SchemaProblem, SchemaSource } from './schema/derivation.ts';
export type { ApiBuilder } from './schema/types.ts';
