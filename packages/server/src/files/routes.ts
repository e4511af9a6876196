/** `POST /files` takes bytes in, `GET /files/:id` gives them out; both for callers who are known. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GuanxiError } from '@guanxi/core';
import { dropRest } from '../http/drop-rest.ts';
import { sendError, sendRefusal } from '../http/send.ts';
import { identify } from '../identity.ts';
import type { Served } from '../options.ts';
import { download } from './download.ts';
import { fileRecords } from './records.ts';
import type { FileStore } from './store.ts';
import { upload } from './upload.ts';

export type FileRoutes = (request: IncomingMessage, response: ServerResponse, pathname: string) => Promise<void>;

export function fileRoutes(served: Served, store: FileStore): FileRoutes {
  const records = fileRecords(served.engine);
  const bytes = { store, records, maxBytes: served.maxFileBytes, logger: served.logger };
  return async (request, response, pathname) => {
    const [, , id, ...rest] = pathname.split('/');
    const allowed = id ? ['GET', 'HEAD'] : ['POST'];
    if (rest.length > 0) return sendError(response, new GuanxiError('NOT_FOUND', { what: 'page' }));
    if (!allowed.includes(request.method ?? '')) {
      response.setHeader('allow', allowed.join(', '));
      return sendRefusal(response, { status: 405, code: 'BAD_INPUT', message: `Only ${allowed.join(' and ')} here.` });
    }
    try {
      const actor = await identify(served, request);
      if (id) await download(bytes, actor, id, request, response);
      else await upload(bytes, actor, request, response);
    } catch (error) {
      if (!(error instanceof GuanxiError)) served.logger.error('file request failed', { error: String(error) });
      sendError(response, error);
      dropRest(request);
    }
  };
}
