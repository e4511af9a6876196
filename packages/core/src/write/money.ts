/** Money is two columns that are there together or not at all, and a currency that exists. */
import type { FieldSpec } from '../model/fields.ts';
import { label } from '../model/label.ts';
import type { EntityDef } from '../model/model.ts';
import type { Values } from './buffer.ts';
import { badInput } from './problems.ts';

type MoneySpec = Extract<FieldSpec, { readonly kind: 'money' }>;
const moneyOf = new WeakMap<EntityDef, readonly MoneySpec[]>();

function moneyFields(entity: EntityDef): readonly MoneySpec[] {
  const known = moneyOf.get(entity);
  if (known) return known;
  const made = [...entity.fields.values()].flatMap(({ spec }) => (spec.kind === 'money' ? [spec] : []));
  moneyOf.set(entity, made);
  return made;
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** `changed`: only what is in it is looked at; null looks at everything. */
export function checkMoney(entity: EntityDef, row: Values, changed: Values | null): void {
  for (const spec of moneyFields(entity)) {
    const keys = [`${spec.prefix}Amount`, `${spec.prefix}Currency`] as const;
    if (changed && !keys.some((key) => key in changed)) continue;
    const [amount, currency] = keys.map((key) => row[key] ?? null);
    if ((amount === null) !== (currency === null)) {
      throw badInput(label(`${spec.prefix} needs both an amount and a currency`, `${spec.prefix} 必须同时有金额和币种`), [
        amount === null ? keys[0] : keys[1],
      ]);
    }
    if (currency !== null && !currencies.has(currency as string))
      throw badInput(label(`${String(currency)} is no ISO 4217 currency`, `${String(currency)} 不是 ISO 4217 币种`), [keys[1]]);
    const rule = spec.options.input?.safeParse(amount === null ? null : { amount, currency });
    if (rule && !rule.success) {
      const said = rule.error.issues[0]?.message ?? 'is not valid';
      throw badInput(label(`${spec.prefix}: ${said}`, `${spec.prefix}：${said}`), [keys[0]]);
    }
  }
}
