/** The tests against real peers; see README.md beside this file. */
module.exports = {
  rootDir: '../..',
  testMatch: ['<rootDir>/test/e2e/**/*.e2e.test.ts'],
  moduleNameMapper: { '^gatewarden$': '<rootDir>/src', '^gatewarden/(pulumi|runtime)$': '<rootDir>/src/$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
  // One suite at a time: each has peers of its own, and two would build the same peer twice.
  maxWorkers: 1,
  // A peer that is missing is built before the first test of a suite.
  testTimeout: 60_000,
};
