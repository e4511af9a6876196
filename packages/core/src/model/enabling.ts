/** Which of the installed plugins a tenant has: what it chose, what the engine stopped, and what is gone because it needs one of those. */

export type PluginState =
  | { readonly state: 'ENABLED' }
  /** By the tenant's choice. */
  | { readonly state: 'DISABLED' }
  /** `stopped`: the engine keeps it from running anywhere. `needs`: a plugin that it needs is not there. */
  | { readonly state: 'UNAVAILABLE'; readonly why: 'stopped' | { readonly needs: string } };

export type PluginStates = ReadonlyMap<string, PluginState>;

/** A plugin as far as this matters. */
export interface Dependent {
  readonly id: string;
  /** Ids of plugins without which it does not work. */
  readonly required: readonly string[];
}

const enabled: PluginState = { state: 'ENABLED' };

/** @param installed In dependency order. */
export function statesOf(installed: Iterable<Dependent>, disabled: ReadonlySet<string>, stopped: ReadonlySet<string>): PluginStates {
  const states = new Map<string, PluginState>();
  for (const { id, required } of installed) {
    const missing = required.find((need) => states.get(need)?.state !== 'ENABLED');
    if (disabled.has(id)) states.set(id, { state: 'DISABLED' });
    else if (stopped.has(id)) states.set(id, { state: 'UNAVAILABLE', why: 'stopped' });
    else states.set(id, missing === undefined ? enabled : { state: 'UNAVAILABLE', why: { needs: missing } });
  }
  return states;
}

/** Null: all of them. */
export function enabledIn(states: PluginStates): ReadonlySet<string> | null {
  const ids = [...states].flatMap(([id, { state }]) => (state === 'ENABLED' ? [id] : []));
  return ids.length === states.size ? null : new Set(ids);
}

/** The same set has the same name. */
export const setName = (plugins: ReadonlySet<string> | null): string => (plugins === null ? '*' : [...plugins].sort().join(' '));

/** Permissions are named after the plugin that has them; those of the engine itself are everybody's. */
export const isPermissionIn = (plugins: ReadonlySet<string> | null, permission: string): boolean => {
  if (plugins === null) return true;
  const owner = permission.slice(0, permission.indexOf(':'));
  return owner === '' || owner === 'engine' || plugins.has(owner);
};
