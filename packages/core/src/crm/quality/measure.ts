/** Measures the quality of some customers' data: two statements, however many they are. */
import { GuanxiError, type Id, type Scope, select, sql } from '@guanxi/core';
import type { Crm } from '../plugin.ts';
import { unknownField } from './events.ts';
import { verificationFields } from './fields.ts';
import { requiredFields } from './points.ts';
import { type Quality, qualityOf, requiredFor } from './rules.ts';

type Asking = Pick<Scope<Crm>, 'contributions' | 'settings' | 'now'> & {
  readonly system: Pick<Scope<Crm>['system'], 'read' | 'readPaths'>;
};

/** With the plugin's own rights: quality is of the data, whoever asks; only names of fields come out. */
export async function measure(scope: Asking, customers: readonly Id<'Customer'>[]): Promise<ReadonlyMap<string, Quality>> {
  const { required, staleAfterDays } = scope.settings.quality;
  const all = [...scope.contributions(requiredFields).map((c) => c.value), ...required];
  const paths = ['roles', ...new Set(all.flatMap((one) => one.paths))];
  const rows = await scope.system.readPaths('Customer', { paths, ids: customers });
  const checks = await scope.system.read(select(verificationFields, { customerId: true, field: true, correct: true, verifiedAt: true }), {
    where: (v) => sql`${v.customerId} = any(${customers}::uuid[])`,
    // In the order they were made: of two at one instant the later one counts.
    orderBy: 'id',
    direction: 'ASC',
  });
  return new Map(
    rows.map((values) => {
      const id = String(values['id']);
      const quality = qualityOf({
        required: requiredFor(values['roles'] as readonly string[], all),
        values,
        checks: checks.filter((check) => check.customerId === id),
        now: scope.now,
        staleAfterDays,
      });
      return [id, quality] as const;
    }),
  );
}

/** Refuses what is no field of a customer: asked of the read path, for no record. */
export async function refuseUnknownFields(scope: Asking, fields: readonly string[]): Promise<void> {
  await scope.system.readPaths('Customer', { paths: fields, ids: [] }).catch((error: unknown) => {
    throw error instanceof GuanxiError ? unknownField({ problem: error.message }, 'fields') : error;
  });
}
