/** Files are registered when their bytes are in the store, put into customers' folders, and deleted by who uploaded them. */
import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { linkedRecord, RecordLink } from '../linked.ts';
import { openCustomer } from '../participants.ts';
import { p } from '../plugin.ts';
import { File, FileLink } from './entities.ts';
import { FileAttached, FileDeleted, FileRegistered, fileOfAnother, notAsDescribed } from './events.ts';
import { isMimeType, isSha256, safeName } from './rules.ts';

/** For whoever keeps the bytes, once they are kept. A storage key is known to the store alone, and taken once. */
export const registerFile = p.command('registerFile', {
  label: label('Register an uploaded file', '登记上传的文件'),
  permission: 'crm:files:write',
  input: { name: t.text(1_000), contentType: t.text(255), bytes: t.int({ min: 0 }), sha256: t.text(64), storageKey: t.text(200) },
  output: { file: t.ref(File) },
  async run(tx, { name, contentType, bytes, sha256, storageKey }) {
    if (!isMimeType(contentType.toLowerCase())) throw notAsDescribed({ problem: `“${contentType}”` }, 'contentType');
    if (!isSha256(sha256)) throw notAsDescribed({ problem: 'SHA-256' }, 'sha256');
    const file = await tx.insert(File, {
      name: safeName(name),
      contentType: contentType.toLowerCase(),
      bytes,
      sha256,
      storageKey,
      uploadedById: tx.actor.staffId,
    });
    await tx.emit(FileRegistered, { subject: file, contentType: contentType.toLowerCase(), bytes });
    return { file };
  },
});

export const attachFile = p.command('attachFile', {
  label: label('Put a file into a customer’s folder', '将文件归入客户'),
  permission: 'crm:files:write',
  input: { file: t.id(File), customer: t.id(Customer, { lock: true }), linkedTo: t.optional(RecordLink) },
  output: { link: t.ref(FileLink) },
  async run(tx, { file, customer, linkedTo }) {
    await openCustomer(tx, customer, 'customer');
    const about = linkedTo ? await linkedRecord(tx, linkedTo, 'linkedTo') : {};
    const link = await tx.insert(FileLink, { fileId: file, customerId: customer, ...about });
    await tx.emit(FileAttached, { subject: file, customerId: customer });
    return { link };
  },
});

export const detachFile = p.command('detachFile', {
  label: label('Take a file out of a customer’s folder', '将文件移出客户'),
  permission: 'crm:files:write',
  input: { link: t.id(FileLink, { subject: true }) },
  async run(tx, { link }) {
    await tx.remove(FileLink, link);
  },
});

/** Goes from every folder; while a plugin's record refers to it, it stays (REFERENCED). What a program uploaded, programs delete. */
export const deleteFile = p.command('deleteFile', {
  label: label('Delete a file', '删除文件'),
  permission: 'crm:files:write',
  input: { file: t.id(File, { subject: true }) },
  async run(tx, { file }) {
    if ((await tx.lock(File, file)).uploadedById !== tx.actor.staffId) throw fileOfAnother({}, 'file');
    await tx.remove(File, file);
    await tx.emit(FileDeleted, { subject: file });
  },
});
