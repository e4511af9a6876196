/** The same CRM twice over one database: as it is, and with every door open, to measure what the doors cost. */
import { type Actor, type AnyPlugin, createEngine, type Engine, type Entity } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { asApplication } from '@guanxi/testing/database';

/** Whoever asks sees every record and every field: no permission, no policy, no class. */
function opened(plugin: AnyPlugin): AnyPlugin {
  const entities = new Map<Entity, Entity>();
  const publicOf = (entity: Entity): Entity => {
    const options = entity.options && { ...entity.options, read: 'public', classification: 'PUBLIC' as const };
    const copy = entities.get(entity) ?? { ...entity, options };
    entities.set(entity, copy);
    return copy;
  };
  const model = plugin.shape.model.map((part) => (part.kind === 'fields' ? { ...part, entity: publicOf(part.entity) } : part));
  return { ...plugin, shape: { ...plugin.shape, model } } as AnyPlugin;
}

export interface Doors {
  readonly closed: Engine;
  readonly open: Engine;
  close(): Promise<void>;
}

export function bothDoors(url: string, max: number): Doors {
  const engineOf = (plugin: AnyPlugin): Engine =>
    createEngine({
      plugins: [plugin],
      database: { ...asApplication(url), max },
      limits: { rate: null },
      results: false,
    } as never) as unknown as Engine;
  const [closed, open] = [engineOf(crm()), engineOf(opened(crm()))];
  return {
    closed,
    open,
    async close() {
      await closed.close();
      await open.close();
    },
  };
}

/** The nested list that reads are measured by: a page of customers, each with its owner, five contacts and three interactions. */
export const nested = `{ customers(first: 20) { nodes {
  id name status owner { name } contacts(first: 5) { nodes { name title } } interactions(first: 3) { nodes { at channel subject } } } } }`;

export const asking = (engine: Engine, actor: Actor, document: string) => async (): Promise<string> => {
  const { text, hasData } = await engine.execute({ document, actor });
  if (!hasData || text.includes('"errors"')) throw new Error(text.slice(0, 500));
  return text;
};
