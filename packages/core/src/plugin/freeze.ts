/**
 * A plugin's declarations stand still once an engine has taken them in: what was checked and shown to an administrator is what holds. A
 * plugin that gives itself another permission afterwards gets a TypeError where it does so.
 */
import type { Plugin } from './define.ts';

type Bag = Readonly<Record<string, unknown>>;

export function freezeManifest(plugin: Plugin): void {
  const { shape, kit } = plugin;
  for (const part of [plugin, kit, kit.needs, kit.optional, shape, shape.permissions]) Object.freeze(part);
  for (const listed of Object.values(shape as unknown as Bag)) {
    if (!Array.isArray(listed)) continue;
    Object.freeze(listed);
    for (const declared of listed) freezeDeclaration(declared);
  }
}

/** A command, event, hook or part of the model, and what it says of itself. Schemas and tables in it are others' objects and stay as they are. */
function freezeDeclaration(declared: unknown): void {
  if (typeof declared !== 'object' || declared === null) return;
  Object.freeze(declared);
  const { definition, operation, input, output } = declared as Bag;
  for (const inner of [definition, operation]) if (typeof inner === 'object' && inner !== null) freezeDeclaration(inner);
  for (const fields of [input, output]) if (isPlain(fields)) Object.freeze(fields);
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
