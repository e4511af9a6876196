/** The path of a request. Not by `URL`: what clients send need not be one, and `//` would throw. */
import type { IncomingMessage } from 'node:http';

export const pathOf = ({ url }: IncomingMessage): string => url?.split('?', 1)[0] ?? '/';
