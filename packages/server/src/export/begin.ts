/**
 * Before a list goes into a file: it is written down that it does, and refused where it holds confidential fields and the custodian has not
 * approved exactly this export (DATA-12).
 */
import { type Actor, type Engine, GuanxiError, parseGlobalId } from '@guanxi/core';
import { beginExport } from '@guanxi/core/crm';
import type { ExportPlan } from './export.ts';

/** @returns who exports, and why: the purpose that was approved, unless another was said */
export async function allowExport(
  engine: Engine,
  { list, columns, variables }: ExportPlan,
  actor: Actor,
  request?: string,
): Promise<Actor> {
  const outcome = await engine.as(actor).run(beginExport, {
    list,
    columns: [...columns.header],
    filter: variables,
    fields: [...columns.fields],
    ...(request !== undefined && { request: requestId(request) as never }),
  });
  if (!outcome.ok) {
    const [error] = outcome.errors;
    throw new GuanxiError({ code: error?.code ?? 'INTERNAL', en: error?.message ?? '', zh: error?.message ?? '' });
  }
  const { purpose } = outcome.value;
  return actor.purpose !== undefined || purpose === null ? actor : { ...actor, purpose };
}

function requestId(text: string): string {
  const parsed = parseGlobalId(text);
  if (parsed?.prefix !== 'exr') throw new GuanxiError('NOT_FOUND', { what: 'ExportRequest' });
  return parsed.uuid;
}
