/** G13: how much one actor may ask for in a minute, by the engine's clock: operations, commands, streams. */
import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { createCustomer, crm } from './index.ts';

const rate = { costPerMinute: 6_000, commandsPerMinute: 6, streamsPerMinute: 2 };

describeEngines('what one may ask for in a minute', { plugins: [crm()], limits: { rate } }, (t) => {
  const list = '{ customers(first: 99) { nodes { interactions(first: 19) { nodes { id } } } } }';
  const write = 'mutation { createCustomer(input: { name: " ", kind: PERSON }) { userErrors { code } } }';
  const codes = (answer: unknown) => (answer as { errors?: { extensions: { code: string } }[] }).errors?.map((e) => e.extensions.code);
  const details = (answer: unknown) =>
    (answer as { errors?: { extensions: { details?: unknown }; message: string }[] }).errors?.map((e) => [e.extensions.details, e.message]);

  test('G13 costs add up, and come back with time; everybody has their own', async () => {
    const [wang, li] = [await t().staff(), await t().staff({ locale: 'zh-CN' })];
    for (let i = 0; i < 3; i += 1) expect(codes(await wang.execute(list))).toBe(undefined);
    // Three of 1,980, and 1 each for being looked at at all: then the next would be one too many.
    const refused = await wang.execute(list);
    expect(details(refused)).toEqual([
      [
        { what: 'cost of operations', limit: 6_000, retryAfter: expect.any(Number) },
        expect.stringMatching(/^You have asked for too much in a short time \(cost of operations: 6000 a minute\)\. Try again in \d+ s\.$/),
      ],
    ]);
    for (let i = 0; i < 3; i += 1) await li.execute(list);
    expect(details(await li.execute(list))?.[0]?.[1]).toMatch(/^请求过于频繁（查询开销：每分钟 6000）。请在 \d+ 秒后重试。$/);
    t().clock.advance('PT30S');
    expect(codes(await wang.execute(list))).toBe(undefined);
  });

  test('G13 commands are counted by themselves, refused documents too; the program’s own calls are not', async () => {
    const wang = await t().staff();
    for (let i = 0; i < 6; i += 1) expect(codes(await wang.execute(write))).toBe(undefined);
    expect(codes(await wang.execute(write))).toEqual(['RATE_LIMITED']);
    expect(codes(await wang.execute('{ __typename }'))).toBe(undefined);
    for (let i = 0; i < 8; i += 1) await wang.run(createCustomer, { name: `甲${i}`, kind: 'PERSON', confirmNew: true });
    const last = [];
    for (let i = 0; i < 70; i += 1) last.push(...(codes(await wang.execute('{ nothing }')) ?? []));
    expect(last[0]).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(last.at(-1)).toBe('RATE_LIMITED');
  });

  test('G13 streams that are begun are counted; the live query goes on', async () => {
    const { actor } = await t().staff();
    const document = 'query @live { customers { totalCount } }';
    const begun = [];
    for (let i = 0; i < 3; i += 1) begun.push(await t().engine.subscribe({ document, actor }));
    expect(begun.map(({ ok }) => ok)).toEqual([true, true, false]);
    for (const subscribed of begun)
      if (subscribed.ok) {
        expect((await subscribed.stream.next()).done).toBe(false);
        await subscribed.stream.return?.();
      } else expect(codes(subscribed.answer.parsed())).toEqual(['RATE_LIMITED']);
  });

  test('A29 operations are measured together without being run', async () => {
    const { actor } = await t().staff();
    const { engine } = t();
    expect(
      await engine.measure([
        { document: list, actor },
        { document: '{ nothing }', actor },
        { document: write, actor },
      ]),
    ).toBe(1_980 + 31);
    const many = Array.from({ length: 200 }, () => ({ document: list, actor }));
    await expect(engine.measure(many)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });
});
