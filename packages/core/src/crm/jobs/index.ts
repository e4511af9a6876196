/** Jobs: what is done later, and what could not be done. */
import type { Noun } from '../common.ts';
import { discardJob, retryJob } from './commands.ts';
import { comesAgain, JobDiscarded, JobRetried, notPutAside } from './events.ts';
import { jobFields } from './fields.ts';

export const jobs: Noun = {
  model: [jobFields],
  commands: [retryJob, discardJob],
  events: [JobRetried, JobDiscarded],
  refusals: [notPutAside, comesAgain],
};

export { Job } from './entities.ts';
export { jobFields } from './fields.ts';
export { JobDiscarded, JobRetried } from './events.ts';
export { discardJob, retryJob };
