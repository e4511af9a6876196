/** Which values and plugins a tenant has: the one place that a per-tenant choice of plugins will narrow. */
import type { EnumDef } from '../model/model.ts';

/** Whether a value may be written: one of the enum's own or of an enabled plugin's (G14). */
export const isEnumValue = (of: EnumDef, value: string): boolean => of.values.has(value);
