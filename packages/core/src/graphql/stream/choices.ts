/**
 * What a tenant decides about its model (classes of fields, attributes) takes effect on open streams at once, whichever instance it was
 * decided on: the log names the change, and what was cached is forgotten before any stream hears of it and reads again.
 */
import { changedRecords, type Feed } from '../../log/index.ts';
import { choiceEntities } from '../../model/choices.ts';
import type { StreamKernel } from './streaming.ts';

/** @param pluginsChanged Hears of a tenant that uses other plugins than before. */
export function hearingChoices(kernel: StreamKernel, pluginsChanged: (tenant: string) => void): StreamKernel {
  const follow: Feed['follow'] = (follower) =>
    kernel.feed.follow({
      ...follower,
      heard(events) {
        const changed = new Set(events.flatMap(changedRecords).map(({ entity }) => entity));
        if (choiceEntities.some((entity) => changed.has(entity))) kernel.choicesChanged(follower.tenant);
        if (changed.has('PluginChoice')) pluginsChanged(follower.tenant);
        follower.heard(events);
      },
    });
  return { ...kernel, feed: { ...kernel.feed, follow } };
}
