/** Whoever writes it: the flag of a record is lowered by the custodian only. */
import { isLower } from '../access/clearance.ts';
import { forbidden, rightsOf } from '../access/rights.ts';
import { classificationColumn } from '../model/columns.ts';
import type { Classification } from '../model/scalars.ts';
import { accessOf } from './scope.ts';
import type { Work } from './work.ts';

export function refuseLowering({ call, buffer }: Work): void {
  const lowered = buffer.changed().some(({ entity, base, row }) => {
    if (!entity.hasClassification || !base || !row) return false;
    return isLower(row[classificationColumn] as Classification, base[classificationColumn] as Classification);
  });
  if (lowered && !rightsOf(accessOf(call)).has('engine:custodian')) throw forbidden('engine:custodian');
}
