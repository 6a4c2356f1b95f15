import { attached, pluginsOf, render } from './render';
import { PublicAccess } from '../../src';
import { find } from '../support/app';

test('its reason stands in the annotation of the route', () => {
  const objects = render({ authentication: PublicAccess.because('the status page is for everybody') });
  expect(find(objects, 'Ingress', 'api-root').metadata.annotations['gatewarden/public-access']).toBe('the status page is for everybody');
});

test('a protected route has no such annotation', () => {
  expect(find(render(), 'Ingress', 'api-root').metadata.annotations).not.toHaveProperty('gatewarden/public-access');
});

test('a route with it has no authentication plugin', () => {
  const objects = render({ authentication: PublicAccess.because('the status page is for everybody') });
  expect([pluginsOf(objects, 'jwt'), attached(objects, 'api-root')]).toEqual([[], ['api-pre-function', 'api-response-transformer', 'api-post-function']]);
});

test('a route may be public where its api is not', () => {
  const objects = render({ route: { authentication: PublicAccess.because('the status page is for everybody') } });
  // Its functions clear what only the others may say of callers.
  expect(attached(objects, 'api-root')).toEqual(['api-public-pre-function', 'api-response-transformer', 'api-public-post-function']);
});

test('fails without a reason', () => {
  expect(() => PublicAccess.because('')).toThrow("public access has the reason '': expected a sentence that a reviewer understands; say why it is safe here");
});
