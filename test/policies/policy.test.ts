import { BACKEND, pluginsOf, scene } from './render';
import { Authentication, BodyLimit, BodySize, SecuredApi, Tls } from '../../src';
import { synth } from '../support/app';

test('a policy is a value: two apis may have one, and each makes an object of its own', () => {
  const bodyLimit = BodyLimit.of(BodySize.mebibytes(1));
  const { chart, api } = scene({ api: { bodyLimit } });
  const other = new SecuredApi(chart, 'other', { host: 'other.example.com', tls: Tls.fromSecret('other-tls'), authentication: Authentication.jwt(), bodyLimit });
  [api, other].forEach(each => each.addRoute('/', { backend: BACKEND }));
  expect(pluginsOf(synth(chart), 'request-size-limiting').map(plugin => plugin.metadata.name)).toEqual(['api-request-size-limiting', 'other-request-size-limiting']);
});
