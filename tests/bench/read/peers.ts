/**
 * Other servers over the same database, installed on demand with pinned versions into a temporary folder that the next run finds again: none
 * of them is a dependency of the project. Each is written as its makers recommend, and answers for the tenant by an argument or a condition.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Definition, posted } from './contender.ts';

interface Peer extends Omit<Definition, 'script'> {
  /** Of its folder. */
  readonly folder: string;
  /** Whether it runs under the Node that its own folder installs. */
  readonly ownNode?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of others
type Json = any;

const dataloader: Peer = {
  name: 'yoga + Pothos + dataloader',
  folder: 'dataloader',
  request: (workload, n, place) =>
    ['record', 'list'].includes(workload.name) ? posted(workload.document, workload.variables(n, place)) : null,
  values: (body) => JSON.parse(body),
};

const postgraphileNodes = `nodes { rowId name status owner: crmStaffByTenantIdAndOwnerId { name }
  links: crmContactLinksByTenantIdAndCustomerId(first: 5, orderBy: [CONTACT_ID_DESC]) { nodes { contact: crmContactByTenantIdAndContactId { name title } } }
  interactions: crmInteractionsByTenantIdAndCustomerId(first: 3, orderBy: [AT_DESC, ROW_ID_DESC]) { nodes { at channel subject } }
  facts: crmFactsByTenantIdAndCustomerId(first: 3, orderBy: [AT_DESC, ROW_ID_DESC]) { nodes { at valueAmount valueCurrency } } }`;
const postgraphileDocuments: Readonly<Record<string, string>> = {
  record:
    'query ($tenant: UUID!, $id: UUID!) { customer: crmCustomerByTenantIdAndRowId(tenantId: $tenant, rowId: $id) { rowId name status region owner: crmStaffByTenantIdAndOwnerId { name } } }',
  list: `query ($tenant: UUID!) { customers: allCrmCustomers(first: 20, condition: { tenantId: $tenant }, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) { ${postgraphileNodes} } }`,
  'list with pageInfo': `query ($tenant: UUID!) { customers: allCrmCustomers(first: 20, condition: { tenantId: $tenant }, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) { ${postgraphileNodes} pageInfo { hasNextPage endCursor } } }`,
};
const globalId = (uuid: string): string => `cus_${uuid.replaceAll('-', '')}`;
const instant = (text: string): string => new Date(text).toISOString();

const postgraphile: Peer = {
  name: 'PostGraphile',
  folder: 'postgraphile',
  ownNode: true,
  request(workload, n, place) {
    const document = postgraphileDocuments[workload.name];
    if (document === undefined) return null;
    const { id } = workload.variables(n, place) as { readonly id?: string };
    const uuid = id?.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return posted(document, { tenant: place.tenant, ...(uuid && { id: uuid }) });
  },
  values(body, workload) {
    const { data } = JSON.parse(body) as Json;
    if (data?.customer) return { data: { customer: { id: globalId(data.customer.rowId), ...omit(data.customer, 'rowId') } } };
    if (!data?.customers) return body;
    const nodes = data.customers.nodes.map((node: Json) => ({
      id: globalId(node.rowId),
      name: node.name,
      status: node.status,
      owner: node.owner,
      contacts: { nodes: node.links.nodes.map((link: Json) => link.contact) },
      interactions: { nodes: node.interactions.nodes.map((i: Json) => ({ ...i, at: instant(i.at) })) },
      facts: {
        nodes: node.facts.nodes.map((f: Json) => ({ at: instant(f.at), value: { amount: f.valueAmount, currency: f.valueCurrency } })),
      },
    }));
    return { data: { customers: { nodes, ...(workload.name === 'list with pageInfo' && { pageInfo: data.customers.pageInfo }) } } };
  },
};

function omit(value: Json, key: string): Json {
  const { [key]: _, ...rest } = value;
  return rest;
}

export async function installedPeers(): Promise<readonly Definition[]> {
  const out: Definition[] = [];
  for (const { folder, ownNode, ...peer } of [dataloader, postgraphile]) {
    const home = await installed(folder);
    const own = ownNode ? { execPath: join(home, 'node_modules/node/bin/node') } : {};
    out.push({ ...peer, ...own, script: join(home, 'server.mjs') });
  }
  return out;
}

/** A folder that holds the peer with what it needs, named after what it is. */
async function installed(folder: string): Promise<string> {
  const source = new URL(`peers/${folder}`, import.meta.url).pathname;
  const files = await Promise.all(['package.json', 'server.mjs'].map((name) => readFile(join(source, name))));
  const digest = createHash('sha256').update(Buffer.concat(files)).digest('hex').slice(0, 12);
  const home = join(tmpdir(), `guanxi-bench-${folder}-${digest}`);
  if (await stat(home).catch(() => null)) return home;
  const making = `${home}-${process.pid}`;
  await mkdir(making, { recursive: true });
  try {
    await cp(source, making, { recursive: true });
    process.stderr.write(`${folder} is installed once into ${home} …\n`);
    await npmInstall(making);
    await rename(making, home);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return home;
}

function npmInstall(cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    npm.once('error', reject);
    npm.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`npm install in ${cwd} ended with ${code}`))));
  });
}
