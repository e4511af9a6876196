/**
 * Everything about one person, over all plugins, page by page: a person of whom much is known is not held in memory as a whole. It is read
 * past the policies of rows, since it is the person who asks, by whoever has the right to answer; and each page is written into the audit.
 */
import { forbidden, rightsOf } from '../../access/rights.ts';
import { GuanxiError } from '../../errors.ts';
import { globalId } from '../../model/ids.ts';
import { type Locale, labelIn } from '../../model/label.ts';
import type { EntityDef } from '../../model/model.ts';
import { logAccess } from '../../read/access-log.ts';
import { decodeRow } from '../../read/whole-rows.ts';
import { auditDone } from '../audit.ts';
import type { Values } from '../buffer.ts';
import { findPersonal, leads } from '../erasure/found.ts';
import type { Frame } from '../frame.ts';
import { quoted } from '../sql-text.ts';
import { ask, type Work } from '../work.ts';
import { tellable, toldAttributes, toldFields } from './fields.ts';
import { historyPage } from './history.ts';
import { type RecordsPart, recordsParts } from './parts.ts';

export interface Disclosed {
  /** `records`, `history` or `events`. */
  readonly part: string;
  /** The type of the records, with its text; of events none. */
  readonly type: string | null;
  readonly label: string | null;
  readonly items: readonly object[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}
interface DiscloseOptions {
  /** Of the page before. */
  readonly after: string | null;
  readonly locale: Locale;
}

const PAGE = 200;

/** Which part, and behind what of it. */
interface Place {
  readonly part: number;
  readonly after: string | null;
}
interface Page {
  readonly items: readonly object[];
  /** Null where the part is at its end. */
  readonly after: string | null;
  /** CONFIDENTIAL fields that were told. */
  readonly told: readonly string[];
}

export async function disclose(frame: Frame, person: EntityDef, ids: readonly string[], o: DiscloseOptions): Promise<Disclosed> {
  if (rightsOf(frame.access).system || !rightsOf(frame.access).has('engine:disclose')) throw forbidden('engine:disclose');
  const { work } = frame;
  const { call } = work;
  const parts = recordsParts(call.kernel.narrowed(null).model, person);
  const pages: readonly { readonly part: string; readonly entity: EntityDef | null; page(after: string | null): Promise<Page> }[] = [
    ...parts.map((part) => ({
      part: 'records',
      entity: part.entity,
      page: (after: string | null) => recordsPage(work, part, ids, after, o.locale),
    })),
    ...parts.flatMap((part) =>
      part.entity.history === 'none' || part.personal.size === 0
        ? []
        : [{ part: 'history', entity: part.entity, page: (after: string | null) => pastOf(work, part, person, ids, after, o.locale) }],
    ),
    { part: 'events', entity: null, page: (after) => eventsPage(work, ids, after) },
  ];
  let place = placeOf(o.after, pages.length);
  const read = async () => {
    const found = pages[place.part] as (typeof pages)[number];
    return { found, ...(await found.page(place.after)) };
  };
  let { found, items, after, told } = await read();
  // Of most there is nothing.
  while (items.length === 0 && (after !== null || place.part + 1 < pages.length)) {
    place = after === null ? { part: place.part + 1, after: null } : { part: place.part, after };
    ({ found, items, after, told } = await read());
  }
  const next = after !== null ? { part: place.part, after } : place.part + 1 < pages.length ? { part: place.part + 1, after: null } : null;
  const subject = { type: person.name, id: ids[0] ?? '' };
  await auditDone(
    call,
    'exportPerson',
    { subject, details: { part: found.part, type: found.entity?.name ?? null, items: items.length } },
    work.sql,
  );
  await noteAccess(work, found.entity, told, items);
  return {
    part: found.part,
    type: found.entity?.name ?? null,
    label: found.entity ? labelIn(found.entity.label, o.locale) : null,
    items,
    next: next && Buffer.from(JSON.stringify(next)).toString('base64url'),
  };
}

function placeOf(text: string | null, count: number): Place {
  if (text === null) return { part: 0, after: null };
  try {
    const { part, after } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Place;
    if (Number.isInteger(part) && part >= 0 && part < count && (after === null || typeof after === 'string')) return { part, after };
  } catch {
    // No place, whatever it is.
  }
  throw new GuanxiError('BAD_INPUT', { problem: '`after` is not from a page of this export' }, { path: ['after'] });
}

const except = ({ but }: RecordsPart): string => (but.length === 0 ? '' : ` and not (${but.map(leads).join(' or ')})`);

async function recordsPage(work: Work, part: RecordsPart, ids: readonly string[], after: string | null, locale: Locale): Promise<Page> {
  const { call } = work;
  const { entity } = part;
  const columns = [...entity.columns.values()].filter((c) => c.key !== 'tenantId' && c.key !== 'grams').map((c) => `t.${quoted(c.name)}`);
  const [result] = await ask(work, [
    {
      text: `select ${columns.join(', ')} from crm.${quoted(entity.tableName)} t where t.tenant_id = $1 and (${part.leads.map(leads).join(' or ')})${except(part)}
        and ($3::uuid is null or t.id > $3::uuid) order by t.id limit ${PAGE}`,
      params: [call.tenant.id, ids, after],
    },
  ]);
  const { model } = call.kernel.narrowed(null);
  const fields = tellable(call, model, part);
  const rows = (result?.rows ?? []).map((row): Values => decodeRow(entity, row));
  const items = rows.map((row) => ({
    id: globalId(entity.idPrefix, String(row['id'])),
    fields: [...toldFields(model, entity, fields, row, locale), ...toldAttributes(call, part, row, locale)],
  }));
  const told = fields.filter((f) => f.personal && isConfidential(work, entity, f.name)).map((f) => f.name);
  return { items, after: rows.length < PAGE ? null : String(rows.at(-1)?.['id']), told };
}

const isConfidential = ({ call }: Work, entity: EntityDef, field: string): boolean =>
  (call.classes.of(entity.name, field) ?? entity.fields.get(field)?.classification) === 'CONFIDENTIAL';

async function pastOf(
  work: Work,
  part: RecordsPart,
  person: EntityDef,
  ids: readonly string[],
  after: string | null,
  locale: Locale,
): Promise<Page> {
  const { present, gone } = await findPersonal(work, person, ids);
  const records = [...(present.get(part.entity)?.keys() ?? []), ...(gone.get(part.entity)?.keys() ?? [])];
  const fields = tellable(work.call, work.call.kernel.narrowed(null).model, part).filter((f) => f.personal);
  const { items, last } = await historyPage(work, { entity: part.entity, records, fields, after, limit: PAGE, locale });
  return { items, after: last, told: fields.filter((f) => isConfidential(work, part.entity, f.name)).map((f) => f.name) };
}

/** Events that are about the person or name it. What they say is told where an event holds personal data, which few do. */
async function eventsPage(work: Work, ids: readonly string[], after: string | null): Promise<Page> {
  const [result] = await ask(work, [
    {
      text: `select position, type, occurred_at, data from crm.event where tenant_id = $1 and subject_type is not null and ($3::bigint is null or position > $3::bigint)
        and (subject_id = any($2::uuid[]) or exists (select 1 from jsonb_each_text(data) d where d.value = any($4::text[]))) order by position limit ${PAGE}`,
      params: [work.call.tenant.id, ids, after, ids],
    },
  ]);
  const rows = result?.rows ?? [];
  const { events } = work.call.kernel.narrowed(null).registry;
  const items = rows.map((row) => {
    const personal = Object.keys(events.get(String(row['type']))?.personal ?? {});
    const data = JSON.parse(String(row['data'])) as Values;
    return {
      type: row['type'],
      at: new Date(String(row['occurred_at'])).toISOString(),
      data: Object.fromEntries(Object.entries(data).filter(([key]) => personal.includes(key))),
    };
  });
  return { items, after: rows.length < PAGE ? null : String(rows.at(-1)?.['position']), told: [] };
}

async function noteAccess(work: Work, entity: EntityDef | null, fields: readonly string[], items: readonly object[]): Promise<void> {
  if (!entity || fields.length === 0 || items.length === 0) return;
  const { call } = work;
  const records = items.flatMap((item) => ('id' in item ? [String(item.id)] : []));
  const line = { entity: entity.name, fields: [...fields], records, count: items.length };
  await logAccess(call.kernel, { actor: call.actor, via: 'EXPORT', operation: 'exportPerson' }, call.now, [line], work.sql);
}
