/** Renders plugins' SQL into a statement. Values become parameters, symbols what they stand for; tables and columns by name are refused. */
import { Column, Param, SQL, StringChunk, Table } from 'drizzle-orm';
import type { Parameter } from '../database/port.ts';
import { conditionText } from './condition.ts';
import type { AccessContext, Mode } from './context.ts';
import { rowOf, type Symbolic, symbolOf } from './symbols.ts';

export function renderSql(ctx: AccessContext, expression: SQL, mode: Mode): string {
  const symbolic = symbolOf(expression);
  if (symbolic) return renderSymbol(ctx, symbolic, mode);
  return expression.queryChunks.map((chunk) => renderChunk(ctx, chunk, mode)).join('');
}

function renderChunk(ctx: AccessContext, chunk: unknown, mode: Mode): string {
  if (chunk instanceof StringChunk) return chunk.value;
  if (chunk instanceof SQL) return renderSql(ctx, chunk, mode);
  if (chunk instanceof SQL.Aliased) return renderSql(ctx, chunk.sql, mode);
  if (chunk instanceof Param) return value(ctx, chunk.value);
  if (chunk instanceof Table || chunk instanceof Column)
    throw new TypeError('SQL of a plugin names tables through the row it is given and through q, never by themselves');
  if (Array.isArray(chunk) && chunk.some((c) => c instanceof SQL || c instanceof Param)) {
    return `(${chunk.map((c) => renderChunk(ctx, c, mode)).join(', ')})`;
  }
  return chunk === undefined ? '' : value(ctx, chunk);
}

/** A list is one parameter, so that `= any(${ids})` holds for any number of them. */
const value = (ctx: AccessContext, v: unknown): string => {
  const parameter = Array.isArray(v) ? v.map(scalar) : scalar(v);
  return ctx.sink.param(() => parameter, undefined, { isSteady: true });
};
function scalar(v: unknown): Exclude<Parameter, readonly unknown[]> {
  if (v === null || typeof v === 'string' || typeof v === 'number' || typeof v === 'boolean') return v;
  if (v instanceof Date) return v.toISOString();
  return typeof v === 'bigint' ? v.toString() : JSON.stringify(v);
}

function renderSymbol(ctx: AccessContext, s: Symbolic, mode: Mode): string {
  switch (s.kind) {
    case 'text':
      return s.text;
    case 'now':
      return ctx.sink.now();
    case 'actor':
      return actorParameter(ctx, s.parameter);
    case 'column':
      return mode === 'policy' ? `${s.alias}."${s.column.name}"` : ctx.column(s.entity, s.alias, s.column);
    case 'related':
      return renderRelated(ctx, s, mode);
  }
}

function actorParameter(ctx: AccessContext, parameter: Extract<Symbolic, { kind: 'actor' }>['parameter']): string {
  const type = parameter === 'staffId' || parameter === 'contactId' ? 'uuid' : 'uuid[]';
  if (ctx.rights.system) return type === 'uuid' ? 'null::uuid' : `'{}'::uuid[]`;
  return `${ctx.sink.param((r) => r.actor[parameter], `actor.${parameter}`)}::${type}`;
}

function renderRelated(ctx: AccessContext, s: Extract<Symbolic, { kind: 'related' }>, mode: Mode): string {
  const target = ctx.model.entities.get(s.entity.name);
  // Of a plugin that is not installed there are no records.
  if (target === undefined) return s.does === 'exists' ? 'false' : '0';
  const alias = ctx.sink.alias();
  const where = [`${alias}.tenant_id = ${ctx.sink.tenant()}`, `(${ctx.render(s.where(rowOf(target, alias)), mode)})`];
  if (mode === 'reader') where.push(`(${conditionText(ctx.policy(target, alias))})`);
  const from = `from ${ctx.sink.table(target.tableName)} ${alias} where ${where.join(' and ')}`;
  if (s.does === 'exists') return `exists (select 1 ${from})`;
  if (s.does === 'count') return `(select count(*) ${from})`;
  const column = target.columns.get(s.column ?? '');
  if (column === undefined) throw new TypeError(`${target.name} has no column "${s.column}"`);
  const summed = mode === 'policy' ? `${alias}."${column.name}"` : ctx.column(target, alias, column);
  return `(select coalesce(sum(${summed}), 0) ${from})`;
}
