/** What the command line can do. */
import type { CliCommand, CliGroup } from './command.ts';
import { dev } from './commands/dev.ts';
import { doctor } from './commands/doctor.ts';
import { documents } from './commands/documents.ts';
import { explain } from './commands/explain.ts';
import { exportList } from './commands/export.ts';
import { importFile } from './commands/import.ts';
import { jobs } from './commands/jobs.ts';
import { keys } from './commands/keys.ts';
import { migrate } from './commands/migrate.ts';
import { plugins } from './commands/plugins.ts';
import { privacy } from './commands/privacy.ts';
import { roles } from './commands/roles.ts';
import { schema } from './commands/schema.ts';
import { serve } from './commands/serve.ts';
import { status } from './commands/status.ts';
import { tenant } from './commands/tenant.ts';
import { webhooks } from './commands/webhooks.ts';
import { work } from './commands/work.ts';

export const commands: Readonly<Record<string, CliCommand | CliGroup>> = {
  dev,
  serve,
  migrate,
  status,
  tenant,
  roles,
  keys,
  work,
  jobs,
  webhooks,
  import: importFile,
  export: exportList,
  privacy,
  schema,
  documents,
  explain,
  plugins,
  doctor,
};
