import { configOf, render } from './render';
import { Backend, Cidr, IpAccess, PublicAccess, SecuredApi, Tls } from '../../src';
import { guard, platform } from '../gateway/abuse-guard/support';
import { sibling } from '../rules/support';
import { find } from '../support/app';

const range = (text: string) => Cidr.of(text);
const PRIVATE = range('10.0.0.0/8');

function config(ipAccess: IpAccess): any {
  return configOf(render({ api: { ipAccess } }), 'ip-restriction');
}

test('only the allowed ranges may call', () => {
  expect(config(IpAccess.allow(PRIVATE, range('2001:db8::/32')))).toEqual({ allow: ['10.0.0.0/8', '2001:db8::/32'], status: 403, message: 'Forbidden' });
});

test('everybody but the denied ranges may call', () => {
  expect(config(IpAccess.deny(range('192.0.2.0/24')))).toEqual({ deny: ['192.0.2.0/24'], status: 403, message: 'Forbidden' });
});

test('a part of an allowed range can be refused', () => {
  expect(config(IpAccess.allow(PRIVATE).except(range('10.1.0.0/16')))).toMatchObject({ allow: ['10.0.0.0/8'], deny: ['10.1.0.0/16'] });
});

test('except leaves the policy that it is called on as it is', () => {
  const policy = IpAccess.allow(PRIVATE);
  policy.except(range('10.1.0.0/16'));
  expect(config(policy)).not.toHaveProperty('deny');
});

test('a range that is given twice is there once', () => {
  expect(config(IpAccess.allow(PRIVATE, range('10.0.0.0/8'))).allow).toEqual(['10.0.0.0/8']);
});

test('fails if nobody is allowed', () => {
  expect(() => IpAccess.allow()).toThrow("ip access allows nobody: expected at least one range; list who may call, for instance Cidr.of('10.0.0.0/8')");
});

test.each([Cidr.anyIpv4(), Cidr.anyIpv6()])('fails if %s is allowed', everyone => {
  expect(() => IpAccess.allow(PRIVATE, everyone))
    .toThrow(`ip access allows ${everyone}, which is everybody: expected ranges that leave somebody out; leave ipAccess out instead`);
});

test('fails if nobody is denied', () => {
  expect(() => IpAccess.deny()).toThrow('ip access denies nobody: expected at least one range; list who may not call, or leave ipAccess out');
});

test('fails if everybody who is allowed is refused again', () => {
  expect(() => IpAccess.allow(PRIVATE).except(range('10.0.0.0/7')))
    .toThrow('ip access refuses 10.0.0.0/7 and so everybody that it allows: expected ranges that leave somebody; deny less');
});

describe('the tightening of addresses', () => {
  const base = IpAccess.allow(PRIVATE).except(range('10.1.0.0/16'));

  test.each([
    base, IpAccess.allow(range('10.2.0.0/16')), IpAccess.allow(PRIVATE).except(range('10.0.0.0/9')), IpAccess.allow(range('10.0.0.0/15')).except(range('10.1.0.0/16')),
  ])('a narrower list is no loosening', policy => {
    expect(policy._loosens(base)).toBeUndefined();
  });

  test('another range is', () => {
    expect(IpAccess.allow(range('192.168.0.0/16'))._loosens(IpAccess.allow(PRIVATE))).toBe('an allow list may only shrink, and 192.168.0.0/16 is new');
  });

  test('everybody else is', () => {
    expect(IpAccess.deny(range('10.1.0.0/16'))._loosens(base)).toBe('an allow list may only shrink, and everybody is new');
  });

  test('a denied range that may call again is', () => {
    expect(IpAccess.allow(PRIVATE)._loosens(base)).toBe('a deny list may only grow, and 10.1.0.0/16 is gone');
  });

  test('a wider deny list is none', () => {
    expect(IpAccess.deny(PRIVATE)._loosens(IpAccess.deny(range('10.1.0.0/16')))).toBeUndefined();
  });

  test('an allow list in place of a deny list is none if it leaves the denied out', () => {
    expect(IpAccess.allow(range('192.168.0.0/16'))._loosens(IpAccess.deny(PRIVATE))).toBeUndefined();
  });
});

describe('at a gateway with an abuse guard', () => {
  function guarded(ipAccess: IpAccess): any {
    const chart = platform();
    guard(chart);
    const shop = sibling(chart, 'shop', 'shop');
    new SecuredApi(shop, 'api', { host: 'shop.example.com', tls: Tls.fromSecret('tls'), authentication: PublicAccess.because('a catalogue for everybody'), ipAccess })
      .addRoute('/', { backend: Backend.service('shop', 80) });
    return find(shop.toJson(), 'KongPlugin', 'api-ip-restriction').config;
  }

  test('what is denied is written as the rest that is allowed', () => {
    expect(guarded(IpAccess.allow(range('10.0.0.0/30')).except(range('10.0.0.2')))).toEqual({ allow: ['10.0.0.0/31', '10.0.0.3/32'], status: 403, message: 'Forbidden' });
  });

  test('a deny list alone leaves everybody else, of either family', () => {
    expect(guarded(IpAccess.deny(range('128.0.0.0/1')))).toMatchObject({ allow: ['0.0.0.0/1', '::/0'] });
  });

  test('an allow list stays as it is', () => {
    expect(guarded(IpAccess.allow(PRIVATE))).toMatchObject({ allow: ['10.0.0.0/8'] });
  });
});
