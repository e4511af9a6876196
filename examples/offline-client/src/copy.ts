/** The copy: the server's records, and over them what was done here. All of it pure. */
import type { Page } from './requests.ts';
import type { Change, Effect, Rec, State } from './types.ts';

/** As it looks here: what the server is known to have, and every change that it may not have made yet, in order. */
export function viewOf(state: State, effects: Readonly<Record<string, Effect>>): ReadonlyMap<string, Rec> {
  const view = new Map(Object.entries(state.records));
  for (const change of [...state.landed, ...state.queue]) {
    const changed = effects[change.command]?.((id) => view.get(id) ?? null, change) ?? {};
    for (const [id, record] of Object.entries(changed)) {
      if (record === null) view.delete(id);
      else view.set(id, record);
    }
  }
  return view;
}

/** The state with a page in it. What a first download did not bring is gone when it is through. */
export function withPage(state: State, page: Page): State {
  const brought = page.upserts.map((r) => r.id);
  const downloading = page.isInitial ? [...(state.downloading ?? []), ...brought] : state.downloading;
  const isThrough = downloading !== null && (!page.isInitial || !page.hasMore);
  const kept = isThrough ? only(state.records, new Set([...downloading, ...brought])) : state.records;
  const records = Object.fromEntries([...Object.entries(kept), ...page.upserts.map((r) => [r.id, r] as const)]);
  for (const { id } of page.tombstones) delete records[id];
  return {
    ...state,
    records,
    cursor: page.cursor,
    downloading: isThrough ? null : downloading,
    // Whatever had landed before the last page was asked for is in it.
    landed: page.hasMore ? state.landed : [],
  };
}

const only = (records: State['records'], ids: ReadonlySet<string>): State['records'] =>
  Object.fromEntries(Object.entries(records).filter(([id]) => ids.has(id)));

/** The version on which a change of a record is made. One that was made here is at its first, which the server knows to be ours. */
export function baseOf(state: State, id: string | undefined): number | null {
  if (id === undefined) return null;
  const known = state.records[id]?.version;
  if (known !== undefined) return known;
  return [...state.landed, ...state.queue].some((c: Change) => c.creates.includes(id)) ? 1 : null;
}
