import { onBothEngines } from '@guanxi/testing/database';
import { expect, test } from 'vitest';

onBothEngines('the port', (open) => {
  test('says hello', async () => {
    const database = await open();
    expect((await database.query({ text: 'select $1::int as one', params: [1] })).rows).toEqual([{ one: 1 }]);
  });
});
