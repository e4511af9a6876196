/** Channels as they come in: read, normalised and refused where they are none. */
import { t, type z } from '@guanxi/core';
import { ChannelKind } from './enums.ts';
import { noChannel } from './events.ts';
import { readChannel } from './rules.ts';

export const ChannelInput = t.object('ChannelInput', {
  kind: t.enum(ChannelKind),
  value: t.text(500),
  label: t.optional(t.text(100)),
  /** Absent: the first of its kind is. */
  isPrimary: t.optional(t.bool()),
});
export const channelsInput = t.optional(t.list(ChannelInput, { max: 50 }));
type Given = z.output<typeof ChannelInput>;

/** @throws CRM_NO_CHANNEL at `path` */
export function channelOf(kind: Given['kind'], value: string, country: string, path: string) {
  const read = readChannel(kind, value, country);
  if (!read) throw noChannel({ value, kind }, `${path}.value`);
  return read;
}

/** Rows of channels, without whose they are. */
export function channelRows(channels: readonly Given[] | undefined, country: string) {
  const kinds = (channels ?? []).map((c) => c.kind);
  const flagged = new Set(channels?.filter((c) => c.isPrimary).map((c) => c.kind));
  return (channels ?? []).map(({ kind, value, label, isPrimary }, i) => ({
    kind,
    ...channelOf(kind, value, country, `channels.${i}`),
    label: label ?? null,
    isPrimary: flagged.has(kind) ? isPrimary === true : kinds.indexOf(kind) === i,
  }));
}
