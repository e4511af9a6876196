/** Files into records: a mapping, checked against the schema, run in sets. */
export { errorFile } from './error-file.ts';
export { guessMapping, guessText } from './guess.ts';
export { importTable } from './import.ts';
export type { ImportCounts, ImportEngine, RefusedRow } from './options.ts';
export { type Mapping, mappingSchema, readMappings } from './mapping.ts';
export { readNoun } from './nouns.ts';
