import { describe, expect, test } from 'vitest';
import { isPublicAddress } from './addresses.ts';

describe('A20 addresses inside the house', () => {
  test.each([
    ['loopback', ['127.0.0.1', '127.255.0.9', '::1']],
    ['this host', ['0.0.0.0', '::']],
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1']],
    ['link-local and metadata', ['169.254.169.254', 'fe80::1', 'fd00:ec2::254', '168.63.129.16', '100.100.100.200']],
    ['unique-local and site-local', ['fc00::1', 'fd12:3456::1', 'fec0::1']],
    ['multicast and broadcast', ['224.0.0.1', 'ff02::1', '255.255.255.255']],
    [
      'reserved and documentation',
      ['192.0.0.8', '192.0.2.1', '198.18.0.1', '203.0.113.4', '240.0.0.1', '2001:db8::1', '3fff::1', '100::1', '4000::1'],
    ],
    ['IPv4 in IPv6', ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '::7f00:1', '::ffff:0:127.0.0.1']],
    [
      'translators and tunnels',
      [
        '64:ff9b::7f00:1',
        '64:ff9b:1::a00:1',
        '2002:7f00:1::',
        '2001:0:4136:e378::1',
        '2001:4860::5efe:7f00:1',
        '2001:4860::200:5efe:a00:1',
      ],
    ],
    ['no address', ['', 'localhost', '300.1.1.1', 'a:b']],
  ])('%s', (_, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });
  test('public ones are public', () => {
    expect(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'].every(isPublicAddress)).toBe(true);
  });
});
