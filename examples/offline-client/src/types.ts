/** The words of the client. */

/** A record as the server gave it: its type, id and version, and the fields that were asked for. */
export interface Rec {
  readonly __typename: string;
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

/** A command that was run here and may not have reached the server yet. */
export interface Change {
  /** Names it for ever: however often it is sent, it is made once. */
  readonly key: string;
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Of the record that it changes, as the server last gave it. */
  readonly baseVersion: number | null;
  readonly at: string;
  /** Ids that were given here to the records it makes. */
  readonly creates: readonly string[];
}

/** What is kept between two runs. */
export interface State {
  /** Where the copy stands; null before the first download is begun. */
  readonly cursor: string | null;
  /** As the server has them. */
  readonly records: Readonly<Record<string, Rec>>;
  /** What a download that is under way has brought so far; null when none is. */
  readonly downloading: readonly string[] | null;
  readonly queue: readonly Change[];
  /** Made on the server, and perhaps not in the copy yet. */
  readonly landed: readonly Change[];
}
export const empty: State = { cursor: null, records: {}, downloading: null, queue: [], landed: [] };

export interface Storage {
  load(): Promise<State | null>;
  /** Whole or not at all. */
  save(state: State): Promise<void>;
}

/** Sends a GraphQL operation; throws where there is no network. */
export type Transport = (
  document: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<{
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: unknown } }[];
}>;

/** What a command does to the copy until the server has said what it did: records by id, null for one that goes. */
export type Effect = (read: (id: string) => Rec | null, change: Change) => Readonly<Record<string, Rec | null>>;

export interface UserError {
  readonly code: string;
  readonly message: string;
}
export interface FieldConflict {
  readonly name: string;
  readonly isConflicting: boolean;
  readonly base: unknown;
  readonly server: unknown;
  readonly client: unknown;
}
export interface Conflict {
  readonly type: string;
  readonly id: string;
  readonly serverVersion: number;
  readonly fields: readonly FieldConflict[];
}
/** `server`: the change is given up. `client`: it is made all the same. Or another input, which is made instead. */
export type Resolution = 'server' | 'client' | { readonly input: Readonly<Record<string, unknown>> };
