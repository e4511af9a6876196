/** Tenant-defined attributes of an input: ids and numbers in their inner form; the write checks them against the definitions. */
import { type Decoder, decodeId, decodeMoney, decodeScalar } from './decode-values.ts';
import type { Path } from './problems.ts';

export function decodeAttributes(d: Decoder, entity: string, value: Readonly<Record<string, unknown>>, path: Path): unknown {
  const definitions = d.attributes.byKey(entity);
  return Object.fromEntries(
    Object.entries(value).map(([key, given]) => {
      const definition = definitions.get(key);
      const at = [...path, key];
      if (given === null || !definition) return [key, given];
      if (definition.type === 'REFERENCE' && definition.referenceEntity) return [key, decodeId(d, definition.referenceEntity, given, at)];
      if (definition.type === 'NUMBER') return [key, decodeScalar(d, 'Decimal', given, at)];
      return [key, definition.type === 'MONEY' ? decodeMoney(d, given, at) : given];
    }),
  );
}
