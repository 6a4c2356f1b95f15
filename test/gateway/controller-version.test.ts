import { ControllerVersion } from '../../src';

test('a version is read with or without its patch number', () => {
  expect(ControllerVersion.of('3.5').toString()).toBe('3.5.0');
  expect(ControllerVersion.of('3.4.9').toString()).toBe('3.4.9');
  expect([ControllerVersion.V3_4, ControllerVersion.V3_5].map(String)).toEqual(['3.4.1', '3.5.0']);
});

test.each([
  ['3.5.7', true], ['3.5.8', true], ['3.10.0', true], ['3.5.6', false], ['3.4.99', false],
])('%s is at least 3.5.7: %s', (text, expected) => {
  expect(ControllerVersion.of(text).isAtLeast(3, 5, 7)).toBe(expected);
});

test.each([
  ['v3.5', "controller version 'v3.5' is not a version: expected major.minor or major.minor.patch; write for instance '3.5'"],
  ['3', "controller version '3' is not a version: expected major.minor or major.minor.patch; write for instance '3.5'"],
  ['', "controller version '' is not a version: expected major.minor or major.minor.patch; write for instance '3.5'"],
  ['3.0', "controller version '3.0' is not covered: expected 3.1 or later, which keeps secrets out of plugin configs; upgrade the controller"],
  ['2.12.3', "controller version '2.12.3' is not covered: expected 3.1 or later, which keeps secrets out of plugin configs; upgrade the controller"],
  ['4.0', "controller version '4.0' is not covered: expected 3.1 to 3.5, the last line of the Kong Ingress Controller; for a Kong Operator give that of the controller in it"],
])('fails on %p with the fix in the text', (text, message) => {
  expect(() => ControllerVersion.of(text)).toThrow(new Error(message));
});
