/** What the story asks of the house besides its API: who comes with which token, a neighbour, and files. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Actor, type Engine, type Principal, parseGlobalId, type Tenant } from '@guanxi/core';
import { type Crm, createCustomer } from '@guanxi/core/crm';
import { type Authenticate, allowExport, bearerToken, planExport, writeList, writeTable } from '@guanxi/server';
import type { House } from './story.ts';

const neighbourSlug = 'story-neighbour';

export interface StoryHouse extends House {
  readonly authenticate: Authenticate;
  /** Throws away what it made outside the story's tenant. */
  close(): Promise<void>;
}

export function storyHouse(engine: Engine<Crm>, tenant: Tenant, teller: { readonly token: string; readonly actor: Actor }): StoryHouse {
  const callers = new Map<string, Actor | Principal>([[teller.token, teller.actor]]);
  let neighbour: Tenant | null = null;
  const principalOf = (id: string): Principal => {
    const { prefix, uuid } = parseGlobalId(id) ?? { prefix: '', uuid: '' };
    const own = { tenant: tenant.id, locale: 'zh-CN' } as const;
    return prefix === 'con' ? { kind: 'contact', contactId: uuid, ...own } : { kind: 'staff', staffId: uuid, ...own };
  };
  return {
    authenticate(caller) {
      const known = callers.get(bearerToken(caller) ?? '') ?? null;
      return known && caller.headers['accept-language'] === 'en' ? { ...known, locale: 'en' } : known;
    },
    workOff: () => engine.workOff(),
    tokenOf(id) {
      const staffId = parseGlobalId(id)?.uuid ?? '';
      callers.set(`all-${id}`, { kind: 'staff', staffId, tenant: tenant.id, permissions: ['*'], locale: 'zh-CN' });
      return `all-${id}`;
    },
    signIn(id) {
      callers.set(id, principalOf(id));
      return id;
    },
    async neighbour() {
      const left = await engine.tenants.bySlug(neighbourSlug);
      if (left) await engine.tenants.remove(left.id, { confirm: true });
      neighbour = await engine.tenants.create({ slug: neighbourSlug, name: '邻居展览有限公司', zone: 'Asia/Shanghai', currency: 'CNY' });
      const actor: Actor = { kind: 'service', name: 'neighbour', tenant: neighbour.id, permissions: ['*'], locale: 'zh-CN' };
      const made = await engine.as(actor).run(createCustomer, { code: 'N-1', name: '邻居的客户', kind: 'ORGANISATION' });
      if (!made.ok) throw new Error(made.errors[0]?.message);
      callers.set(neighbourSlug, actor);
      return neighbourSlug;
    },
    async exported(id, list, columns, request) {
      const who = await engine.actorOf(principalOf(id));
      if (!who) throw new Error(`${id} is nobody`);
      const plan = planExport(engine.schema, list, columns, {});
      const actor = await allowExport(engine as unknown as Engine, plan, who, request ?? undefined);
      const directory = await mkdtemp(join(tmpdir(), 'guanxi-story-'));
      try {
        const path = join(directory, 'export.csv');
        const writer = writeTable(path, 'csv', plan.columns.header);
        await writeList(engine, plan, actor, writer);
        await writer.close();
        return (await readFile(path, 'utf8')).replace('\ufeff', '').trim().split('\r\n');
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
    async close() {
      if (neighbour) await engine.tenants.remove(neighbour.id, { confirm: true });
    },
  };
}
