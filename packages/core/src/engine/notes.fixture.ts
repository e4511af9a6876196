/** The smallest plugin that has a table, under whatever id: roles belong to a cluster, so a test that looks for them has its own. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { definePlugin, label, type Plugin, pluginKit } from '@guanxi/core';

interface Notes {
  id: 'notes';
}

export async function notesPlugin(id = 'notes'): Promise<Plugin<Notes>> {
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-notes-'));
  await mkdir(join(folder, '20260101000000_one'));
  await writeFile(
    join(folder, '20260101000000_one', 'migration.sql'),
    `create table crm.${id}_one (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id))`,
  );
  return definePlugin(pluginKit<Notes>(id as 'notes', { engine: '*' }), {
    version: '1.0.0',
    label: label('Notes', '笔记'),
    capability: 'OPERATIONAL',
    migrations: pathToFileURL(`${folder}/`),
    permissions: {},
    model: [],
  });
}
