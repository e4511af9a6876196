import { label, t } from '@guanxi/core';
import { forContacts } from '../common.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { File, FileLink } from './entities.ts';

// A file that lies in one person's folder and no other is about that person.
const personal = { subject: { via: FileLink, from: 'fileId', to: 'customerId', alone: true } } as const;

// No field shows `storageKey`: it is for who keeps the bytes (`plugins.crm.fileOf`).
export const fileFields = p.fields(File, (f) => ({
  name: f.column('name', { ...forContacts, label: label('Name', '文件名'), group: false, input: t.text(255), personal }),
  contentType: f.column('contentType', { ...forContacts, label: label('Type', '文件类型') }),
  bytes: f.column('bytes', { ...forContacts, label: label('Size in bytes', '字节数'), aggregate: ['sum', 'max'] }),
  sha256: f.column('sha256', { label: label('SHA-256 digest', 'SHA-256 摘要'), group: false, personal }),
  classification: f.column('classification', { label: label('Classification', '密级') }),
  uploadedBy: f.one(Staff, { on: ['uploadedById', 'id'], label: label('Uploaded by', '上传人') }),
  erasedAt: f.column('erasedAt', { label: label('Erased', '抹除时间') }),
  links: f.many(FileLink, { ...forContacts, on: ['id', 'fileId'], label: label('Where it is', '所在位置') }),
}));

export const fileLinkFields = p.fields(FileLink, (f) => ({
  file: f.one(File, { ...forContacts, on: ['fileId', 'id'], label: label('File', '文件') }),
  customer: f.one(Customer, { ...forContacts, on: ['customerId', 'id'], label: label('Customer', '客户') }),
  linkedTo: f.any({ type: 'linkedType', id: 'linkedId', label: label('About', '关联记录') }),
}));

export const filesOfCustomer = p.fields(Customer, (f) => ({
  fileLinks: f.many(FileLink, { ...forContacts, on: ['id', 'customerId'], label: label('Files with what they are about', '文件及关联') }),
  files: f.through(File, FileLink, { ...forContacts, from: ['id', 'customerId'], to: ['fileId', 'id'], label: label('Files', '文件') }),
}));
