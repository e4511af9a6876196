/** Which state of one version a state of another becomes. Pure. */
import type { Definition } from './definition.ts';

/** As said, or the state of the same name; null where there is none. */
export function mapped(to: Definition, mapping: Readonly<Record<string, string>>, state: string): string | null {
  const target = Object.hasOwn(mapping, state) ? mapping[state] : state;
  return target !== undefined && Object.hasOwn(to.states, target) ? target : null;
}
