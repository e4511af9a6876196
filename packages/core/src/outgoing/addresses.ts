/** Which IP addresses are somewhere out on the internet. Everything else is inside somebody's house, ours to begin with. */
import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.process>;
export type AddressRange = readonly [Address, number];

/** Public by number, yet a cloud's own service to its machines (metadata, platform DNS). */
const platform = new Set(['168.63.129.16']);

/** Global unicast; outside it IPv6 has nothing that is public, whatever ranges are named later. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address is public. IPv4 written as IPv6 is judged as IPv4; addresses that carry an IPv4 address to a translator or relay
 * (NAT64, 6to4, Teredo, ISATAP) are not public, since what they lead to is decided elsewhere.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (platform.has(address.toString()) || address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv4) return true;
  return address.match(globalUnicast) && !isIsatap(address.parts);
}

/** An interface id of 0:5efe or 200:5efe is followed by the IPv4 address of a tunnel's end. */
const isIsatap = (parts: readonly number[]): boolean => parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x200);

/** `127.0.0.1/32`, or one address. @throws TypeError for what is neither. */
export function rangeOf(text: string): AddressRange {
  const network = text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`;
  if (!ipaddr.isValidCIDR(network)) throw new TypeError(`"${text}" is no network such as 127.0.0.1/32`);
  return ipaddr.parseCIDR(network);
}

export function isInside(ranges: readonly AddressRange[], text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return ranges.some(([network, bits]) => address.kind() === network.kind() && address.match([network, bits] as never));
}
