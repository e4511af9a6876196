/** Confidential fields leave the house with the custodian's approval only, once, and as it was read (DATA-12). */
import { type Id, label, type Row, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { p } from '../plugin.ts';
import { ExportRequest } from './entities.ts';
import {
  ExportApproved,
  ExportRejected,
  ExportRequested,
  ExportUsed,
  exportDecided,
  notApproved,
  notOfContacts,
  otherExport,
  ownRequest,
} from './events.ts';
import { isSameExport, stateNow } from './rules.ts';

const Words = {
  list: t.text(100),
  /** As in the export: fields through relations by dots. */
  columns: t.list(t.text(200), { min: 1, max: 500 }),
  /** Arguments of the list, such as `where`. */
  filter: t.optional(t.json()),
};
type Filter = Readonly<Record<string, unknown>>;

export const requestExport = p.command('requestExport', {
  label: label('Ask for an export of confidential fields', '申请导出保密字段'),
  permission: 'crm:export',
  input: { ...Words, purpose: t.text(1_000) },
  output: { request: t.ref(ExportRequest) },
  async run(tx, { list, columns, filter, purpose }) {
    refuseContacts(tx);
    const request = await tx.insert(ExportRequest, {
      list,
      columns,
      filter: (filter ?? {}) as Filter,
      purpose,
      state: 'REQUESTED',
      requestedById: tx.actor.staffId,
    });
    await tx.emit(ExportRequested, { subject: request, list });
    return { request };
  },
});

const HOUR = 3_600_000;

export const approveExport = p.command('approveExport', {
  label: label('Approve an export', '批准导出'),
  permission: 'engine:custodian',
  input: {
    request: t.id(ExportRequest, { subject: true, lock: true }),
    /** How long the approval is good for; a day unless it says otherwise. */
    hours: t.optional(t.int({ min: 1, max: 720 })),
    note: t.optional(t.text(1_000)),
  },
  output: { request: t.ref(ExportRequest) },
  async run(tx, { request, hours = 24, note }) {
    const { list } = await open(tx, request);
    await tx.update(ExportRequest, request, {
      state: 'APPROVED',
      decidedById: tx.actor.staffId,
      decidedAt: tx.now,
      decisionNote: note ?? null,
      expiresAt: new Date(tx.now.getTime() + hours * HOUR),
    });
    tx.audit('approveExport', { subject: { entity: ExportRequest, id: request }, details: { list } });
    await tx.emit(ExportApproved, { subject: request, list });
    return { request };
  },
});

export const rejectExport = p.command('rejectExport', {
  label: label('Reject an export', '驳回导出'),
  permission: 'engine:custodian',
  input: { request: t.id(ExportRequest, { subject: true, lock: true }), note: t.text(1_000) },
  output: { request: t.ref(ExportRequest) },
  async run(tx, { request, note }) {
    const { list } = await open(tx, request);
    await tx.update(ExportRequest, request, {
      state: 'REJECTED',
      decidedById: tx.actor.staffId,
      decidedAt: tx.now,
      decisionNote: note,
    });
    tx.audit('rejectExport', { subject: { entity: ExportRequest, id: request }, details: { list } });
    await tx.emit(ExportRejected, { subject: request, list });
    return { request };
  },
});

/** Four eyes: by record, whoever made it, and by person. */
async function open(tx: CrmTx, id: Id<'ExportRequest'>): Promise<Row<ExportRequest>> {
  const row = await tx.lock(ExportRequest, id);
  if (row.state !== 'REQUESTED') throw exportDecided({ state: stateNow(row.state, row.expiresAt, tx.now) }, 'request');
  if (row.requestedById === null ? tx.actor.staffId === null : row.requestedById === tx.actor.staffId) throw ownRequest({}, 'request');
  return row;
}

/**
 * What an export begins with, whoever writes the file: refused where it holds confidential fields and no approval of exactly this export is
 * named. Every export that begins is in the audit.
 */
export const beginExport = p.command('beginExport', {
  label: label('Begin an export', '开始导出'),
  permission: 'crm:export',
  input: {
    ...Words,
    /** The fields that the columns read, and those that they pass through. */
    fields: t.list(t.object('ExportedFieldInput', { entity: t.text(100), field: t.text(200) }), { max: 2_000 }),
    request: t.optional(t.id(ExportRequest, { lock: true })),
  },
  output: { confidential: t.list(t.text(300), { max: 2_000 }), purpose: t.nullable(t.text(1_000)) },
  async run(tx, { list, columns, filter, fields, request }) {
    refuseContacts(tx);
    const confidential = [
      ...new Set(fields.filter((f) => classOf(tx, f) === 'CONFIDENTIAL').map(({ entity, field }) => `${entity}.${field}`)),
    ];
    const approved = request === undefined ? null : await used(tx, request, { list, columns, filter: filter ?? {} });
    if (confidential.length > 0 && approved === null) throw notApproved({ fields: confidential.join(', ') }, 'request');
    const about = request === undefined ? {} : { subject: { entity: ExportRequest, id: request } };
    tx.audit('export', { ...about, details: { list, columns, confidential, purpose: approved?.purpose ?? null } });
    return { confidential, purpose: approved?.purpose ?? null };
  },
});

function classOf(tx: CrmTx, { entity, field }: { readonly entity: string; readonly field: string }) {
  const described = tx.describe(entity);
  const [head, ...key] = field.split('.');
  if (head !== 'attributes') return described?.classOf(field) ?? null;
  return described?.classOfAttribute(key.length > 0 ? key.join('.') : undefined) ?? null;
}

async function used(
  tx: CrmTx,
  request: Id<'ExportRequest'>,
  words: { readonly list: string; readonly columns: readonly string[]; readonly filter: unknown },
): Promise<Row<ExportRequest>> {
  const row = await tx.lock(ExportRequest, request);
  const state = stateNow(row.state, row.expiresAt, tx.now);
  if (state !== 'APPROVED') throw exportDecided({ state }, 'request');
  if (!isSameExport(row, words)) throw otherExport({}, 'request');
  await tx.update(ExportRequest, request, { state: 'USED', usedAt: tx.now });
  await tx.emit(ExportUsed, { subject: request, list: row.list });
  return row;
}

function refuseContacts(tx: CrmTx): void {
  if (tx.actor.kind === 'contact') throw notOfContacts({});
}
