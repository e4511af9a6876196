/** Which values of an enum a tenant may write. */
import type { EnumDef } from '../model/model.ts';

/** One of the enum's own or of an enabled plugin's (G14). */
export function isEnumValue(of: EnumDef, value: string): boolean {
  const known = of.values.get(value);
  return known !== undefined && known.isDormant !== true;
}
