/**
 * What calls to the outside may reach, and how much they may take. An engine has one guard; whatever it calls on behalf of a tenant goes
 * through it.
 */
import { lookup } from 'node:dns/promises';
import { type AddressRange, rangeOf } from './addresses.ts';

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

export interface OutgoingLimits {
  /** Milliseconds until there is a connection, the look-up of the name included. Default 5,000. */
  readonly connectMs: number;
  /** Milliseconds until the answer is read. Default 15,000. */
  readonly totalMs: number;
  /** Bytes sent at most. Default 256 KiB. */
  readonly requestBytes: number;
  /** Bytes of an answer that are read; the rest is left. Default 64 KiB. */
  readonly responseBytes: number;
}

export interface OutgoingOptions {
  /**
   * Networks (CIDR) or addresses that may be called although they are not public. There, and only there, plain http and any port are
   * allowed. @example ['127.0.0.1/32', '10.20.0.0/16']
   */
  readonly allow?: readonly string[];
  /** Ports of public addresses. Default 443 and 8443. */
  readonly ports?: readonly number[];
  /** Certificates (PEM) of authorities of your own, instead of those that Node.js trusts. */
  readonly ca?: string | readonly string[];
  /** How names become addresses. Default: as the system does. */
  readonly resolve?: Resolve;
  readonly limits?: Partial<OutgoingLimits>;
}

export interface Guard {
  readonly allow: readonly AddressRange[];
  readonly ports: readonly number[];
  readonly resolve: Resolve;
  readonly ca: readonly string[] | null;
  readonly limits: OutgoingLimits;
}

const systemResolve: Resolve = async (hostname) => (await lookup(hostname, { all: true, verbatim: true })).map((found) => found.address);

/** @throws TypeError for an entry of `allow` that is no network. */
export const createGuard = ({
  allow = [],
  ports = [443, 8443],
  resolve = systemResolve,
  ca,
  limits = {},
}: OutgoingOptions = {}): Guard => ({
  allow: allow.map(rangeOf),
  ports,
  resolve,
  ca: ca === undefined ? null : [ca].flat(),
  limits: { connectMs: 5_000, totalMs: 15_000, requestBytes: 256 * 1024, responseBytes: 64 * 1024, ...limits },
});
