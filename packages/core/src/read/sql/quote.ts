/** Names and literals of our own making in SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const name = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/**
 * `~` cannot begin a GraphQL name. A sub-select under any other alias could be shadowed by a response key of that name, and
 * `row_to_json` would then take the column.
 */
export const row = '"~"';
export const hidden = (what: string): string => `~${what}`;
