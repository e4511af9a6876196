/** What the engine knows of files: `crm`'s File records, made and read with the caller's rights. */
import { type Actor, GuanxiError, globalId, type Id, type Outcome, parseGlobalId } from '@guanxi/core';
import { File, registerFile, type StoredFile } from '@guanxi/core/crm';
import type { ServedEngine } from '../options.ts';

const prefix = File.options?.idPrefix ?? '';

export interface FileRecords {
  /** Its global id. A refusal leaves no record. */
  register(actor: Actor, file: StoredFile): Promise<Outcome<string>>;
  /** Null where there is none or the actor may not see it. */
  find(actor: Actor, id: string): Promise<StoredFile | null>;
}

export const fileRecords = (engine: ServedEngine): FileRecords => ({
  async register(actor, file) {
    const outcome = await engine.as(actor).run(registerFile, file);
    return outcome.ok ? { ok: true, value: globalId(prefix, outcome.value.file) } : outcome;
  },
  async find(actor, id) {
    const { crm } = engine.as(actor).plugins;
    if (!crm) throw new GuanxiError('PLUGIN_UNAVAILABLE', { plugin: 'crm' });
    const parsed = parseGlobalId(id);
    return parsed?.prefix === prefix ? crm.fileOf(parsed.uuid as Id<'File'>) : null;
  },
});
