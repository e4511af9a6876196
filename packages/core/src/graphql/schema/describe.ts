/** Descriptions: English with the Chinese term beside it, as `Tier (等级)`. */
import type { Label } from '../../model/label.ts';
import type { FieldDef } from '../../model/model.ts';

export const describe = (label: Label): string => (label.en === label.zh ? label.en : `${label.en} (${label.zh})`);

export function deprecationOf(field: FieldDef): string | undefined {
  const { deprecated } = field.spec.options;
  return deprecated && `${deprecated.reason} (since ${deprecated.since})`;
}

export const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
/** `ownerId` → `OWNER_ID`. */
export const screaming = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
