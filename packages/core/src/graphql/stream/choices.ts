/**
 * What a tenant decides about its model (classes of fields, attributes) takes effect on open streams at once, whichever instance it was
 * decided on: the log names the change, and what was cached is forgotten before any stream hears of it and reads again.
 */
import { changedRecords, type Feed } from '../../log/index.ts';
import { choiceEntities } from '../../model/choices.ts';
import type { StreamKernel } from './streaming.ts';

export function hearingChoices(kernel: StreamKernel): StreamKernel {
  const follow: Feed['follow'] = (follower) =>
    kernel.feed.follow({
      ...follower,
      heard(events) {
        if (events.flatMap(changedRecords).some(({ entity }) => choiceEntities.includes(entity))) kernel.choicesChanged(follower.tenant);
        follower.heard(events);
      },
    });
  return { ...kernel, feed: { ...kernel.feed, follow } };
}
