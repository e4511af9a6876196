/** `npm run demo -- --once`: an engine and a server of its own, a story played through them, and whether it went as it should. */
import { createEngine } from '@guanxi/core';
import { createServer } from '@guanxi/server';
import { plugins } from '../plugins.ts';
import { storyClock, storyIds } from './clock.ts';
import { storyHouse } from './house.ts';
import { tellStory } from './story.ts';
import { teller } from './teller.ts';

const slug = 'story';

/** 0 when every step answered as it should. The tenant is thrown away, also when the story breaks off. */
export async function playStory(databaseUrl: string | null, print: (text: string) => void): Promise<number> {
  const clock = storyClock('2026-03-02T01:00:00.000Z');
  const engine = createEngine({
    plugins: plugins(),
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
  const token = 'story';
  const house = storyHouse(engine, tenant, { token, actor });
  const server = createServer(engine, {
    authenticate: house.authenticate,
    port: 0,
    // What is due is done when the story says so.
    work: false,
  });
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
    await house.close();
    await engine.tenants.remove(tenant.id, { confirm: true });
    await server.close();
  }
}
