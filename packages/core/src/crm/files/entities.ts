import { type Entity, type EntityOf, label, sql, through } from '@guanxi/core';
import { Customer, customerReach } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { fileLinks, files } from './tables.ts';

export interface FileLink extends EntityOf<'FileLink', typeof fileLinks> {}
export const FileLink: Entity<FileLink> = p.entity('FileLink', {
  table: fileLinks,
  idPrefix: 'fil',
  label: label('File of a customer', '客户文件'),
  read: through('customerId', 'crm:files:read'),
});

export interface File extends EntityOf<'File', typeof files> {}
/** Seen by whoever uploaded it, and by whoever may see a customer in whose folder it is. */
export const File: Entity<File> = p.entity('File', {
  table: files,
  idPrefix: 'fle',
  label: label('File', '文件'),
  display: 'name',
  read: (row, actor, q) => {
    const reach = actor.scope('crm:files:read');
    if (reach === 'none' || (reach === 'all' && actor.kind !== 'contact')) return reach === 'all';
    const linked = q.exists(
      FileLink,
      (link) =>
        sql`${link.fileId} = ${row.id} and ${q.exists(Customer, (c) => sql`${c.id} = ${link.customerId} and ${customerReach(c, actor, 'crm:files:read')}`)}`,
    );
    return sql`(${row.uploadedById} = ${actor.staffId} or ${linked})`;
  },
});
