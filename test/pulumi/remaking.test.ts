import { createHash } from 'node:crypto';
import * as pulumi from '@pulumi/pulumi';
import { ApiObject } from 'cdk8s';
import { asNumber, asText, Authentication, Cidr, ConstructComponent, IpAccess, Issuer, KongGateway, SecuredApi, settled, Tls } from 'gatewarden/pulumi';
import { objectsIn, startProgram, unknown } from './support';

const SHOP = { namespace: 'shop' };

/** What comes of a ConfigMap with data that is made of an output: the error, or nothing. */
async function refusal(
  text: pulumi.Input<string>, number: pulumi.Input<number>, make: (text: string, number: number) => any, preview: boolean = false,
): Promise<string | undefined> {
  const seen = await startProgram(preview);
  new ConstructComponent('extras', scope => new ApiObject(scope, 'map', {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' }, data: { made: make(asText(text, 'the text'), asNumber(number, 'the number')) },
  }), SHOP);
  const error = await settled().then(() => undefined, (reason: Error) => reason.message);
  expect(objectsIn(seen)).toHaveLength(error === undefined ? 1 : 0);
  return error;
}

const computing: [string, (text: string, number: number) => any][] = [
  ['a hash', text => createHash('sha256').update(text).digest('hex')],
  ['a length', text => text.length],
  ['a length in a text', text => `${text.length} characters`],
  ['capitals', text => text.toUpperCase()],
  ['a part between dots', text => text.split('.')[0]],
  ['a character', text => text.charAt(3)],
  ['the first character', text => text.charCodeAt(0)],
  ['the text backwards', text => [...text].reverse().join('')],
  ['base64', text => Buffer.from(text).toString('base64')],
  ['a link', text => encodeURIComponent(text)],
  ['a place in a sorted list', text => ['zeta', text, 'alpha'].sort()],
  ['the name of an entry', text => ({ [text]: '1' })],
  ['a text as a number', text => Number(text)],
  ['a product', (_, number) => number * 2],
  ['a quotient', (_, number) => number / 1000],
  ['a negative number', (_, number) => -number],
  ['a number that is too large', (_, number) => number * 1e30],
];

test.each(computing)('%s of an output is refused, whether it is known or not', async (_, make) => {
  expect(await refusal(pulumi.output('va"l.ue'), pulumi.output(7.5), make)).toMatch(/must be a plain value/);
  expect(await refusal(unknown<string>(), unknown<number>(), make, true)).toMatch(/must be a plain value/);
});

// JavaScript shows nobody that two things are compared.
test.each<[string, (text: string, number: number) => any]>([
  ['a comparison', text => text.endsWith('.ue') ? 'a' : 'b'],
  ['the larger of two', (_, number) => Math.max(number, 3)],
  ['the smaller of two', (_, number) => Math.min(number, 3)],
  ['a difference', (_, number) => number - 1],
  ['a rounded number', (_, number) => Math.floor(number)],
  ['a number with digits', (_, number) => number.toFixed(2)],
  ['an escape in JSON', text => JSON.stringify({ text })],
])('%s is refused as soon as the value is known', async (_, make) => {
  expect(await refusal(pulumi.output('va"l.ue'), pulumi.output(7.5), make)).toMatch(/must be a plain value/);
});

test.each<[string, (text: string, number: number) => any]>([
  ['a leaf', text => text],
  ['a text around it', text => `https://${text}/`],
  ['a number in a text', (_, number) => `${number}m`],
])('%s is passed on, also if something else is known', async (_, make) => {
  expect(await refusal(unknown<string>(), unknown<number>(), make, true)).toBeUndefined();
  expect(await refusal(pulumi.output('value'), unknown<number>(), make, true)).toBeUndefined();
  expect(await refusal(pulumi.output('value'), pulumi.output(7.5), make)).toBeUndefined();
});

describe('secrets', () => {
  const secret = 'S3cretValue99';

  test.each<[string, (text: string) => any, string]>([
    ['in base64', text => Buffer.from(text).toString('base64'), Buffer.from(secret).toString('base64')],
    ['backwards', text => [...text].reverse().join(''), [...secret].reverse().join('')],
    ['in capitals, by a condition', text => text.startsWith('S') ? text.toUpperCase() : '', secret.toUpperCase()],
    ['cut', text => text.startsWith('S') ? text.slice(0, 6) : '', secret.slice(0, 6)],
  ])('one is in no error, neither %s', async (_, make, hidden) => {
    const error = await refusal(pulumi.secret(secret), 1, make);
    expect(error).toMatch(/the text/);
    expect(error).not.toContain(secret);
    expect(error).not.toContain(hidden);
  });

  const api = (name: string, host: pulumi.Input<string>, more: { readonly ipAccess?: IpAccess } = {}) => new SecuredApi(name, {
    host, tls: Tls.issuedBy(Issuer.cluster('letsencrypt')), authentication: Authentication.jwt(), routes: { '/': { backend: { name: name, port: 80 } } }, ...more,
  }, SHOP);

  test('what a class says of one is not shown, in whatever spelling', async () => {
    await startProgram();
    api('orders', pulumi.secret('S3CRET.example.com'));
    const error: Error = await settled().catch(reason => reason);
    expect(error.message).toMatch(/kept secret is refused.*\(host of SecuredApi orders\).*not shown/);
    expect(error.message.toLowerCase()).not.toContain('s3cret');
  });

  test('nor is what follows from one', async () => {
    await startProgram();
    new KongGateway('gateway', { behindLoadBalancer: false });
    api('orders', 'orders.example.com', { ipAccess: IpAccess.allow(Cidr.of(pulumi.secret('10.1.2.3/8'))) });
    const error: Error = await settled().catch(reason => reason);
    expect(error.message).toMatch(/address of Cidr\.of/);
    expect(error.message).not.toMatch(/10\./);
  });

  test('what has nothing to do with one is shown', async () => {
    await startProgram();
    api('orders', pulumi.secret('s3cret.example.com'));
    api('others', pulumi.output('OTHERS.example.com'));
    await expect(settled()).rejects.toThrow(/host 'OTHERS.example.com' has upper-case letters/);
  });
});
