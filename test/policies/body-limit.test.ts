import { attached, BACKEND, configOf, pluginsOf, render, scene } from './render';
import { BodyLimit, BodySize } from '../../src';
import { synth } from '../support/app';

const LIMIT = BodyLimit.of(BodySize.mebibytes(10));

function config(methods?: string[]): any {
  return configOf(render({ api: { bodyLimit: LIMIT }, route: { methods } }), 'request-size-limiting');
}

test('size and unit are explicit, and a GET without a length passes', () => {
  expect(config()).toEqual({ allowed_payload_size: 10, size_unit: 'megabytes', require_content_length: false });
});

test.each([[['POST']], [['PUT', 'PATCH']]])('a length is asked for where %j all have a body', methods => {
  expect(config(methods).require_content_length).toBe(true);
});

test.each([[['GET', 'POST']], [['DELETE']], [['POST', 'OPTIONS']]])('no length is asked for with %j', methods => {
  expect(config(methods).require_content_length).toBe(false);
});

test('routes share the two forms of one limit', () => {
  const { chart, api } = scene({ api: { bodyLimit: LIMIT } });
  api.addRoute('/a', { backend: BACKEND });
  api.addRoute('/b', { backend: BACKEND, methods: ['POST'] });
  api.addRoute('/c', { backend: BACKEND, methods: ['PUT'] });
  const objects = synth(chart);
  expect(pluginsOf(objects, 'request-size-limiting').map(plugin => plugin.metadata.name)).toEqual(['api-request-size-limiting', 'api-stated-length-request-size-limiting']);
  expect(['api-b-post', 'api-c-put'].every(name => attached(objects, name).includes('api-stated-length-request-size-limiting'))).toBe(true);
});

test('a smaller or equal limit loosens nothing', () => {
  expect([BodyLimit.of(BodySize.kibibytes(1)), BodyLimit.of(BodySize.kibibytes(10_240))].map(limit => limit._loosens(LIMIT))).toEqual([undefined, undefined]);
});

test('a larger limit loosens, in whatever unit', () => {
  expect(BodyLimit.of(BodySize.kibibytes(10_241))._loosens(LIMIT)).toBe('a body limit may only fall, and 10241 KiB is more than 10 MiB');
});
