import { createRequire } from 'node:module';
import { checkPeers } from '../../src/pulumi/peers';

test('takes the versions that are installed', () => {
  expect(() => checkPeers(name => createRequire(__filename)(`${name}/package.json`))).not.toThrow();
});

test('fails for a peer that is missing, with the command that installs it', () => {
  expect(() => checkPeers(name => {
    if (name === '@pulumi/kubernetes') {
      throw new Error('cannot find module');
    }
    return { version: '3.248.0' };
  })).toThrow('gatewarden/pulumi needs @pulumi/kubernetes, which cannot be loaded: expected 4.23.0 or later; install it with: npm install @pulumi/kubernetes');
});

test.each(['2.99.0', '3.99.9'])('fails for a peer that is too old: %s', version => {
  expect(() => checkPeers(name => ({ version: name === '@pulumi/pulumi' ? version : '4.34.2' }))).toThrow(/needs @pulumi\/pulumi 3\.142\.0 or later, and/);
});

test.each(['3.142.0', '3.142.1-alpha.1', '4.0.0'])('takes %s', version => {
  expect(() => checkPeers(name => ({ version: name === '@pulumi/pulumi' ? version : '4.34.2' }))).not.toThrow();
});
