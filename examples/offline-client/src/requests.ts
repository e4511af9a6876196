/** The two operations that the client sends. */
import type { Change, Conflict, Rec, Transport, UserError } from './types.ts';

export interface Page {
  readonly upserts: readonly Rec[];
  readonly tombstones: readonly { readonly id: string }[];
  readonly cursor: string;
  readonly hasMore: boolean;
  readonly isInitial: boolean;
}
export interface Answer {
  readonly key: string;
  readonly status: 'ACCEPTED' | 'CONFLICT' | 'REFUSED';
  readonly conflict: Conflict | null;
  readonly userErrors: readonly UserError[];
}

/** What the server said, where it is not about one change: RESYNC, DEVICE_REVOKED and the like. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** @param fields What to keep of each type, as in a fragment: `{ Customer: 'name status' }` */
export const pullDocument = (fields: Readonly<Record<string, string>>): string => `
  query Pull($device: ID!, $cursor: String, $entities: [String!]!, $first: Int) {
    changesSince(device: $device, cursor: $cursor, entities: $entities, first: $first) {
      upserts { __typename id ${Object.entries(fields)
        .map(([type, own]) => `... on ${type} { version ${own} }`)
        .join(' ')} }
      tombstones { id }
      cursor hasMore isInitial
    }
  }`;

const pushDocument = `
  mutation Push($device: ID!, $policy: SyncPolicy, $sentAt: DateTime, $changes: [SyncChangeInput!]!) {
    applyChanges(device: $device, policy: $policy, sentAt: $sentAt, changes: $changes) {
      results {
        key status userErrors { code message }
        conflict { type id serverVersion fields { name isConflicting base server client } }
      }
      userErrors { code message }
    }
  }`;

async function send<T>(transport: Transport, document: string, variables: Readonly<Record<string, unknown>>): Promise<T> {
  const { data, errors } = await transport(document, variables);
  const [error] = errors ?? [];
  if (error) throw new ServerError(String(error.extensions?.code ?? 'UNKNOWN'), error.message);
  return data as T;
}

export async function pullPage(transport: Transport, document: string, variables: Readonly<Record<string, unknown>>): Promise<Page> {
  return (await send<{ readonly changesSince: Page }>(transport, document, variables)).changesSince;
}

export async function pushChanges(
  transport: Transport,
  variables: { readonly device: string; readonly policy: string; readonly sentAt: string; readonly changes: readonly Change[] },
): Promise<readonly Answer[]> {
  const { applyChanges } = await send<{
    readonly applyChanges: { readonly results: readonly Answer[]; readonly userErrors: readonly UserError[] };
  }>(transport, pushDocument, variables);
  const [refused] = applyChanges.userErrors;
  if (refused) throw new ServerError(refused.code, refused.message);
  return applyChanges.results;
}
