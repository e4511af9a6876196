/** `npm run demo -- --once`: an engine and a server of its own, a story played through them, and whether it went as it should. */
import { createEngine, parseGlobalId } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { developmentIdentity } from '../../development.ts';
import type { Authenticate } from '../../options.ts';
import { createServer } from '../../server.ts';
import { storyClock, storyIds } from './clock.ts';
import { type House, tellStory } from './story.ts';
import { teller } from './teller.ts';

const slug = 'story';

/** 0 when every step answered as it should. The tenant is thrown away, also when the story breaks off. */
export async function playStory(databaseUrl: string | null, print: (text: string) => void): Promise<number> {
  const clock = storyClock('2026-03-02T01:00:00.000Z');
  const engine = createEngine({
    plugins: [crm()],
    database: databaseUrl ?? 'memory',
    clock,
    ids: storyIds(),
    cursorSecret: 'story',
    // The story's own receiver.
    webhooks: { allow: ['127.0.0.1/32'] },
  });
  await engine.migrate();
  const left = await engine.tenants.bySlug(slug);
  if (left) await engine.tenants.remove(left.id, { confirm: true });
  const tenant = await engine.tenants.create({
    slug,
    name: '华展国际会展有限公司',
    zone: 'Asia/Shanghai',
    currency: 'CNY',
    locale: 'zh-CN',
  });
  const actor = { kind: 'service', name: 'story', tenant: tenant.id, permissions: ['*'], locale: 'zh-CN' } as const;
  const { token, authenticate } = developmentIdentity(actor, 'story');
  const staff = new Map<string, Authenticate>();
  const server = createServer(engine, {
    authenticate: async (caller) => {
      let known = await authenticate(caller);
      for (const other of staff.values()) known ??= await other(caller);
      return known && caller.headers['accept-language'] === 'en' ? { ...known, locale: 'en' } : known;
    },
    port: 0,
    // What is due is done when the story says so.
    work: false,
  });
  const house: House = {
    workOff: () => engine.workOff(),
    tokenOf(id) {
      const staffId = parseGlobalId(id)?.uuid ?? '';
      const identity = developmentIdentity({ kind: 'staff', staffId, tenant: tenant.id, permissions: ['*'], locale: 'zh-CN' }, id);
      staff.set(id, identity.authenticate);
      return identity.token;
    },
  };
  const { url } = await server.listen();
  const story = teller(url, token, print);
  try {
    await tellStory(story, clock, house);
    print(
      story.failures === 0 ? '\nThe story went as it should. 故事圆满结束。' : `\n${story.failures} steps did not answer as they should.`,
    );
    return story.failures === 0 ? 0 : 1;
  } finally {
    await story.close();
    await engine.tenants.remove(tenant.id, { confirm: true });
    await server.close();
  }
}
