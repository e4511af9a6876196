/** Who contributes how much to what the organisation knows (DATA-07). Plugins add their records by a field on Staff and a contribution. */
import { contribute, type Label, label, sql, t } from '@guanxi/core';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';

/** A number on Staff that counts records of one kind which the person made. */
export interface KnowledgeSource {
  readonly field: string;
  readonly label: Label;
}
export const knowledgeSources = p.point<KnowledgeSource>('crm.knowledge', { label: label('Kinds of knowledge', '知识类别') });

/** `createdBy` holds the id as the API writes it. */
export const recordedBy = (row: { readonly createdBy: unknown }, staff: { readonly id: unknown }) =>
  sql`${row.createdBy} = 'stf_' || replace(${staff.id}::text, '-', '')`;

const text = { customers: label('Customers recorded', '登记客户数'), contacts: label('Contacts recorded', '登记联系人数') } as const;

export const knowledgeFields = p.fields(Staff, (f) => ({
  customersRecorded: f.sql('Int', (s, q) => q.count(Customer, (c) => recordedBy(c, s)), { label: text.customers }),
  contactsRecorded: f.sql('Int', (s, q) => q.count(Contact, (c) => recordedBy(c, s)), { label: text.contacts }),
}));
export const knowledgeOfCustomers = contribute(knowledgeSources, 'crm.customers', { field: 'customersRecorded', label: text.customers });
export const knowledgeOfContacts = contribute(knowledgeSources, 'crm.contacts', { field: 'contactsRecorded', label: text.contacts });

const KnowledgeCount = t.object('KnowledgeCount', { kind: t.text(60), label: t.text(100), count: t.int({ min: 0 }) });
const KnowledgeContribution = t.object('KnowledgeContribution', {
  staff: t.ref(Staff),
  counts: t.list(KnowledgeCount),
  total: t.int({ min: 0 }),
});

/** Each member of staff with what they recorded of each kind, the most first. Counts are of what the caller may see. */
export const knowledgeContribution = p.query('knowledgeContribution', {
  label: label('Contribution of each member of staff', '员工知识贡献'),
  permission: 'crm:staff:read',
  cost: 500,
  input: {},
  output: t.list(KnowledgeContribution),
  async run(scope) {
    const sources = scope.contributions(knowledgeSources);
    const people = await scope.readPaths('Staff', { paths: ['id', ...sources.map(({ value }) => value.field)] });
    const report = people.map((person) => {
      const counts = sources.map(({ id, value }) => ({
        kind: id,
        label: scope.locale === 'zh-CN' ? value.label.zh : value.label.en,
        count: Number(person[value.field] ?? 0),
      }));
      return { staff: person['id'] as Staff['row']['id'], counts, total: counts.reduce((sum, c) => sum + c.count, 0) };
    });
    return report.toSorted((a, b) => b.total - a.total || (a.staff < b.staff ? -1 : 1));
  },
});
