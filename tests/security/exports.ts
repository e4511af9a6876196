/** Every list with all columns that its reader may have, written as a file. */
import { modelOf } from '@guanxi/core/testing';
import { expect } from 'vitest';
import { planExport, writeList } from '../../packages/server/src/export/index.ts';
import type { Ledger } from './ledger.ts';
import type { Pair } from './pair.ts';

export async function exportsOfAll({ worlds, actor, hidden }: Pair, ledger: Ledger): Promise<void> {
  for (const entity of modelOf(worlds[0].engine).entities.values()) {
    if (hidden.closed.has(entity.name) || !worlds[0].engine.schema.getQueryType()?.getFields()[entity.plural]) continue;
    const columns = [...entity.fields.values()]
      .filter((f) => f.spec.kind === 'column' && !hidden.refused.has(`${entity.name}.${f.name}`))
      .map((f) => f.name);
    const files = await Promise.all(
      worlds.map(async ({ engine }) => {
        const rows: string[] = [];
        const writer = { row: async (cells: unknown) => void rows.push(JSON.stringify(cells)), end: async () => {} };
        await writeList(engine as never, planExport(engine.schema, entity.plural, columns, {}), actor, writer as never);
        return rows.join('\n');
      }),
    );
    expect(files[1], entity.plural).toBe(files[0]);
    ledger.note('file', JSON.stringify({ data: files[0] || null }));
  }
}
