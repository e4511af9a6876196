/** A person asks to be forgotten: counted first, then done at once, with a proof. */
import { globalId, type Id, label, t } from '@guanxi/core';
import { File } from '../files/entities.ts';
import { p } from '../plugin.ts';
import { Erasure } from './entities.ts';
import { FileErased, PersonErased } from './events.ts';
import { refuseHeld } from './holds.ts';
import { PersonInput, personOf, refuseErased } from './persons.ts';

export const erasePerson = p.command('erasePerson', {
  label: label('Erase a person', '抹除个人信息'),
  permission: 'crm:privacy:erase',
  input: {
    person: PersonInput,
    reason: t.text(1_000),
    /** Counts what would be erased where, and changes nothing. */
    dryRun: t.optional(t.bool()),
  },
  output: {
    /** The proof; none of a dry run. */
    erasure: t.nullable(t.ref(Erasure)),
    /** Values by table. */
    counts: t.json(),
    values: t.int(),
    /** Whether nothing of it was found afterwards in any column of the tenant; null of a dry run. */
    verified: t.nullable(t.bool()),
    scannedColumns: t.int(),
    remaining: t.json(),
  },
  async run(tx, { person: named, reason, dryRun = false }) {
    const person = await personOf(tx, named);
    refuseErased(person);
    await refuseHeld(tx, person.ids, 'person');
    const { counts, values, digest, records, verification } = await tx.erase(person.entity, person.ids, {
      dryRun,
      mark: { erasedAt: tx.now },
    });
    if (verification === null) return { erasure: null, counts, values, verified: null, scannedColumns: 0, remaining: [] };

    const { scanned, remaining } = verification;
    const verified = remaining.length === 0;
    const files = (records['File'] ?? []) as readonly Id<'File'>[];
    await tx.update(File, files, { erasedAt: tx.now });
    for (const file of files) await tx.emit(FileErased, { subject: file });
    const proof = { counts, values, digest, verified, scannedColumns: scanned, remaining };
    const erasure = await tx.insert(Erasure, {
      personType: person.type,
      personId: person.id,
      reason,
      erasedById: tx.actor.staffId,
      ...proof,
    });
    const prefix = person.entity.options?.idPrefix ?? '';
    await tx.emit(PersonErased, { subject: erasure, personType: person.type, personId: globalId(prefix, person.id) });
    return { erasure, counts, values, verified, scannedColumns: scanned, remaining };
  },
});
