/**
 * Other servers over the same database; none of them is a dependency of the project. Each is written as its makers recommend, and answers for
 * the tenant by an argument or a condition. What they are asked has their own form; what they answer is compared in ours.
 */
import { join } from 'node:path';
import { type Definition, posted } from './contender.ts';
import type { Place } from './contenders/child.ts';
import { CHILDREN } from './filling.ts';
import { installed } from './install.ts';
import type { Workload } from './workloads.ts';

interface Peer extends Omit<Definition, 'script'> {
  /** Of its folder. */
  readonly folder: string;
  /** Whether it runs under the Node that its own folder installs. */
  readonly ownNode?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of others
type Json = any;

const ofParent = (name: string): readonly string[] => Object.values(CHILDREN).map((count) => `${name} of a parent of ${count}`);
const each = (names: readonly string[], document: string): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, document]));

const dataloader: Peer = {
  name: 'yoga + Pothos + dataloader',
  folder: 'dataloader',
  request: (workload, n, place) =>
    ['record', 'list'].includes(workload.name) ? posted(workload.document, workload.variables(n, place)) : null,
  values: (body) => JSON.parse(body),
};

const drizzleDocuments: Readonly<Record<string, string>> = {
  record: 'query ($id: ID!) { customer(id: $id) { id name status region owner { name } } }',
  list: `{ customers(first: 20) { id name status owner { name } contacts(first: 5) { name title }
    interactions(first: 3) { at channel subject } facts(first: 3) { at value { amount currency } } } }`,
  ...each(ofParent('interactions'), 'query ($id: ID!) { customer(id: $id) { name interactions(first: 20) { at channel subject } } }'),
  ...each(ofParent('contacts'), 'query ($id: ID!) { customer(id: $id) { name contacts(first: 20) { name title } } }'),
};
const drizzle: Peer = {
  name: 'yoga + Pothos + drizzle',
  folder: 'drizzle',
  request(workload, n, place) {
    const document = drizzleDocuments[workload.name];
    return document === undefined ? null : posted(document, workload.variables(n, place));
  },
  // Its lists are arrays, ours connections.
  values: (body) => JSON.parse(body, (_, value) => (Array.isArray(value) ? { nodes: value } : value)),
};

const newest = 'first: 20, condition: { tenantId: $tenant }, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]';
const links = (first: number): string =>
  `links: crmContactLinksByTenantIdAndCustomerId(first: ${first}, orderBy: [CONTACT_ID_DESC]) { nodes { contact: crmContactByTenantIdAndContactId { name title } } }`;
const interactions = (first: number): string =>
  `interactions: crmInteractionsByTenantIdAndCustomerId(first: ${first}, orderBy: [AT_DESC, ROW_ID_DESC]) { nodes { at channel subject } }`;
const nodes = `nodes { rowId name status owner: crmStaffByTenantIdAndOwnerId { name } ${links(5)} ${interactions(3)}
  facts: crmFactsByTenantIdAndCustomerId(first: 3, orderBy: [AT_DESC, ROW_ID_DESC]) { nodes { at valueAmount valueCurrency } } }`;
const one = (selection: string): string =>
  `query ($tenant: UUID!, $id: UUID!) { customer: crmCustomerByTenantIdAndRowId(tenantId: $tenant, rowId: $id) { ${selection} } }`;
const postgraphileDocuments: Readonly<Record<string, string>> = {
  record: one('rowId name status region owner: crmStaffByTenantIdAndOwnerId { name }'),
  list: `query ($tenant: UUID!) { customers: allCrmCustomers(${newest}) { ${nodes} } }`,
  'list with pageInfo': `query ($tenant: UUID!) { customers: allCrmCustomers(${newest}) { ${nodes} pageInfo { hasNextPage endCursor } } }`,
  'three levels': `query ($tenant: UUID!) { customers: allCrmCustomers(${newest.replace('20', '10')}) { nodes { name
    contactLinks: crmContactLinksByTenantIdAndCustomerId(first: 5, orderBy: [ROW_ID_DESC]) { nodes { role contact: crmContactByTenantIdAndContactId { name
      channels: crmContactChannelsByTenantIdAndContactId(first: 2, orderBy: [ROW_ID_DESC]) { nodes { value } } } } } } } }`,
  ...each(ofParent('interactions'), one(`name ${interactions(20)}`)),
  ...each(ofParent('contacts'), one(`name ${links(20)}`)),
};

const postgraphile: Peer = {
  name: 'PostGraphile',
  folder: 'postgraphile',
  ownNode: true,
  request(workload: Workload, n: number, place: Place) {
    const document = postgraphileDocuments[workload.name];
    if (document === undefined) return null;
    const { id } = workload.variables(n, place) as { readonly id?: string };
    const uuid = id?.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return posted(document, { tenant: place.tenant, ...(uuid && { id: uuid }) });
  },
  values: (body) => inOurs(JSON.parse(body)),
};
const postgraphileWithRls: Peer = { ...postgraphile, name: 'PostGraphile with RLS', args: ['rls'] };

/** Names and forms of PostGraphile's answers as ours are. */
function inOurs(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOurs);
  if (value === null || typeof value !== 'object') return value;
  const out: Record<string, Json> = {};
  for (const [key, part] of Object.entries<Json>(value)) {
    if (key === 'rowId') out['id'] = `cus_${part.replaceAll('-', '')}`;
    else if (key === 'at') out['at'] = new Date(part).toISOString();
    else if (key === 'links') out['contacts'] = { nodes: part.nodes.map((link: Json) => link.contact) };
    else if (key === 'valueAmount') out['value'] = part === null ? null : { amount: part, currency: value.valueCurrency };
    else if (key !== 'valueCurrency') out[key] = inOurs(part);
  }
  return out;
}

export async function installedPeers(): Promise<readonly Definition[]> {
  const out: Definition[] = [];
  for (const { folder, ownNode, ...peer } of [dataloader, drizzle, postgraphile, postgraphileWithRls]) {
    const home = await installed(folder);
    const own = ownNode ? { execPath: join(home, 'node_modules/node/bin/node') } : {};
    out.push({ ...peer, ...own, script: join(home, 'server.mjs') });
  }
  return out;
}
