/** Boot checks of cron jobs: a pattern and a zone that mean something, so that none is found out at night. */
import { cronProblem, isZone } from '../jobs/index.ts';
import { type BootProblem, problem } from './boot-error.ts';
import type { Plugin } from './define.ts';

export function checkJobs(plugins: readonly Plugin[]): readonly BootProblem[] {
  return plugins.flatMap(({ id, shape }) =>
    (shape.jobs ?? []).flatMap(({ name: subject, cron, zone }) => {
      const detail = cronProblem(cron, 'UTC');
      return [
        ...(detail === null ? [] : [problem('JOB_CRON', [id], { subject, cron, detail })]),
        ...(zone === 'tenant' || isZone(zone) ? [] : [problem('JOB_ZONE', [id], { subject, zone })]),
      ];
    }),
  );
}
