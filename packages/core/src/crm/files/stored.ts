/** Where the bytes of a file are: for who serves them, and only of a file that the actor may see. */
import type { Id, Scope } from '@guanxi/core';
import type { Crm, StoredFile } from '../plugin.ts';
import { File } from './entities.ts';

export async function storedFile(scope: Scope<Crm>, id: Id<'File'>): Promise<StoredFile | null> {
  const file = await scope.get(File, id);
  return file && { name: file.name, contentType: file.contentType, bytes: file.bytes, sha256: file.sha256, storageKey: file.storageKey };
}
