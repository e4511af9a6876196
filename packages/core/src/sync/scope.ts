/** What a cursor is good for: one device, the entities asked for, and the rights they were asked with. */
import { createHash } from 'node:crypto';
import { bindingsOf } from '../access/actor.ts';
import { conditionText } from '../access/condition.ts';
import { accessContext } from '../access/context.ts';
import { tableCondition } from '../access/policy.ts';
import { type Access, accessFingerprint, forbidden, missingPermission, rightsOf } from '../access/rights.ts';
import { Sink } from '../access/sink.ts';
import { GuanxiError } from '../errors.ts';
import { label } from '../model/label.ts';
import type { EntityDef, Model } from '../model/model.ts';
import { badInput } from '../model/refusals.ts';
import { dependenciesOf, entitiesIn } from './reach.ts';

/** @throws BAD_INPUT for a name that is no entity's; FORBIDDEN where none of its records may be read; SYNC_UNSUPPORTED without a history. */
export function entitiesNamed(model: Model, names: readonly string[], access: Access): readonly EntityDef[] {
  const rights = rightsOf(access);
  const ctx = accessContext(model, rights, new Sink());
  if (names.length === 0) throw badInput(label('name the entities to synchronise', '请给出要同步的记录类型'), ['entities']);
  return [...new Set(names)].map((name) => {
    const entity = model.entities.get(name);
    if (!entity) throw badInput(label(`there is no entity "${name}"`, `没有实体“${name}”`), ['entities']);
    const missing = missingPermission(model, rights, entity);
    if (missing !== null) throw forbidden(missing, ['entities']);
    const silent = entitiesIn(entity, dependenciesOf(ctx, entity, ctx.sink.alias())).find((e) => e.history === 'none');
    if (silent) throw new GuanxiError('SYNC_UNSUPPORTED', { what: entity.label }, { path: ['entities'] });
    return entity;
  });
}

/** Another one wherever other records, or other fields of them, may be visible: by rights, teams, or what the policies say. */
export function scopeOf(model: Model, device: string, entities: readonly EntityDef[], access: Access): string {
  const ctx = accessContext(model, rightsOf(access), new Sink());
  const policies = entities.map((e) => [e.name, conditionText(tableCondition(ctx, e, 't'))]);
  const text = JSON.stringify([device, accessFingerprint(access), bindingsOf(access.actor), policies]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
