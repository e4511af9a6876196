/** The one named type a plugin has: what it is called, needs, may ask for, and offers. Everything else is typed from it. */
export interface PluginType {
  id: string;
  /** Other plugins' types by id; `?` where it works without them. */
  needs?: object;
  permission?: string;
  /** Per tenant. */
  settings?: object;
  /** Per engine. */
  options?: object;
  /** Reads and calculations for other plugins. */
  api?: object;
}

export type NeedsOf<P> = P extends { needs: infer N } ? N : {};
export type ApiOf<P> = P extends { api: infer A extends object } ? A : {};
export type SettingsOf<P> = P extends { settings: infer S } ? S : {};
export type OptionsOf<P> = P extends { options: infer O } ? O : {};
export type PermissionOf<P> = P extends { permission: infer X extends string } ? X : never;

type PermissionsOfNeeds<P> = { [K in keyof NeedsOf<P>]-?: PermissionOf<NonNullable<NeedsOf<P>[K]>> }[keyof NeedsOf<P>];
/** Permissions of the plugins it needs, optional ones included. */
export type NeededPermission<P> = PermissionsOfNeeds<P> & string;
/** Its own permissions, those of what it needs, and the engine's own. */
export type AnyPermission<P> = PermissionOf<P> | NeededPermission<P> | `engine:${string}`;

/** The needed plugins' apis and its own; an optional need stays `?`. */
export type ApisOf<P extends PluginType> = {
  readonly [K in keyof NeedsOf<P>]: ApiOf<NonNullable<NeedsOf<P>[K]>>;
} & { readonly [K in P['id']]: ApiOf<P> };

export type RequiredKeys<N> = { [K in keyof N]-?: {} extends Pick<N, K> ? never : K }[keyof N] & string;
