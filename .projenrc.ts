import { cdk8s, javascript, JsonFile, JsonPatch, TextFile } from 'projen';

/** The entries beside the constructs: `gatewarden/<entry>`. */
const ENTRIES = ['pulumi', 'runtime'];

/** What this package is; every generated file at the top level comes from here. */
const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'gatewarden',
  description: 'Typed constructs that secure HTTP APIs at a Kong gateway on Kubernetes: what synthesizes is what is enforced.',
  author: 'gatewarden authors',
  authorAddress: 'gatewarden@users.noreply.github.com',
  repositoryUrl: 'https://github.com/gatewarden/gatewarden.git',
  keywords: ['kong', 'kubernetes', 'api-gateway', 'security', 'cdk8s', 'jwt', 'rate-limiting', 'cert-manager', 'prometheus'],
  license: 'Apache-2.0',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  github: false,
  release: false,
  projenrcTs: true,
  minNodeVersion: '20.0.0',

  // The peers that users bring; the versions developed against are in devDeps.
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.5.0',
  peerDependencyOptions: { pinnedDevDependency: false },
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3',
  // The meta-schema check of JsonSchema: the drafts' own meta-schemas by the library that most of the world uses for them.
  // Addresses are read, in what runs in a cluster, by the library that most proxies read them with.
  bundledDeps: ['ajv@^8', 'ajv-draft-04@^1', 'ipaddr.js@^2'],
  devDeps: [
    '@pulumi/kubernetes@4.34.2',
    '@pulumi/pulumi@3.248.0',
    '@types/express@^5',
    '@types/node@^20',
    'cdk8s@2.70.106',
    'cdk8s-plus-28@2.5.6',
    'constructs@10.8.1',
    'esbuild@0.28.2',
    'express@^5',
    'fast-check@^4',
    'fastify@^5',
    'ioredis@^5',
    'jsii-docgen@10.12.6',
    'jsii-pacmak@1.140.0',
    'tsconfig-paths@^4',
    'typedoc@^0.28',
    'typedoc-plugin-markdown@^4',
    'yaml@^2',
  ],

  publishToPypi: { distName: 'gatewarden', module: 'gatewarden' },
  publishToMaven: { javaPackage: 'io.gatewarden', mavenGroupId: 'io.gatewarden', mavenArtifactId: 'gatewarden' },

  // Pulumi's types are no jsii types, and what runs in a cluster is no construct: both are entries of their own, compiled below.
  excludeTypescript: ['src/pulumi/**/*.ts', 'src/runtime/**/*.ts'],

  // API.md is written by the docgen task after each compile.
  docgen: true,
  docgenFilePath: 'API.md',

  jest: true,
  jestOptions: {
    // A snapshot is changed by a person who has read the difference, never by a test run.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      moduleNameMapper: { '^gatewarden$': '<rootDir>/src', '^gatewarden/(pulumi|runtime)$': '<rootDir>/src/$1' },
      testMatch: ['<rootDir>/(test|examples)/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
    },
  },
  eslintOptions: {
    dirs: ['src', 'examples', 'bench'],
    devdirs: ['test', 'examples', 'bench', 'scripts'],
    tsAlwaysTryTypes: true,
    fileExtensions: ['.ts'],
  },
  tsconfigDev: {
    // Examples and benchmarks import the package by its name, as users do.
    compilerOptions: { rootDir: '..', paths: { 'gatewarden': ['../src'], 'gatewarden/pulumi': ['../src/pulumi'], 'gatewarden/runtime': ['../src/runtime'] } },
    include: ['../src/**/*.ts', '../examples/**/*.ts', '../bench/**/*.ts', '../scripts/**/*.ts'],
  },
  gitignore: ['/dist/', '/.cache/', '/test-reports/', 'examples/*/dist/', '*.tgz'],
});

// What users of the package have no use for stays out of it.
project.npmignore?.exclude('/.cache/', '/typedoc.json', '/examples/', '/bench/', '/scripts/', '/.ci/', '/docs/', '/ARCHITECTURE.md', '/CONTRIBUTING.md', '/.npmrc', '/projenrc/', '/tsconfig.entries.json');

// The lock file must not name the registry that it was made with.
new TextFile(project, '.npmrc', { lines: ['omit-lockfile-registry-resolved=true', ''] });

// The Pulumi entry has peers that only its users have, and what runs in a cluster is bundled with what it needs.
project.eslint?.addOverride({ files: ['src/pulumi/**/*.ts', 'src/runtime/**/*.ts'], rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true }] } });
project.eslint?.addRules({
  // A file that needs another one and is needed by it is one concept in two places.
  'import/no-cycle': ['error'],
  '@stylistic/max-len': ['error', { code: 160, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true }],
  // Short properties that belong together may share a line.
  '@stylistic/object-property-newline': ['off'],
  // The name of the package is one of others, also where it resolves to the sources.
  'import/order': ['warn', {
    groups: ['builtin', 'external'],
    alphabetize: { order: 'asc', caseInsensitive: true },
    pathGroups: [{ pattern: 'gatewarden{,/**}', group: 'external' }],
    pathGroupsExcludedImportTypes: [],
  }],
});

// ts-jest compiles file by file; the types of tests and examples are checked by the compiler first.
const typecheck = project.addTask('typecheck', {
  description: 'Type-check the sources, tests, examples and benchmarks',
  exec: 'tsc --noEmit -p test/tsconfig.json',
});
project.testTask.reset();
project.testTask.spawn(typecheck);
// The counts are also written to a file, from which a pipeline reads them.
project.testTask.exec('mkdir -p test-reports');
project.testTask.exec('jest --ci --json --outputFile=test-reports/jest.json', { receiveArgs: true });

project.addTask('test:e2e', {
  description: 'Run the output through real peers: API server, Prometheus, cert-manager, nginx with Lua; builds what is missing',
  steps: [
    { exec: 'mkdir -p test-reports' },
    { exec: 'jest --config test/e2e/jest.config.js --runInBand --ci --json --outputFile=test-reports/e2e.json', receiveArgs: true },
  ],
});

/** Runs a TypeScript file against the sources, which it imports by the name of the package. */
const RUN = 'ts-node --transpile-only --require tsconfig-paths/register';
const env = { TS_NODE_PROJECT: 'test/tsconfig.json' };

project.addTask('example', {
  description: 'Synthesize the main example into examples/storefront/dist',
  exec: `${RUN} examples/storefront/main.ts`,
  env: { ...env, CDK8S_OUTDIR: 'examples/storefront/dist' },
});
project.addTask('example:abuse-guard', {
  description: 'Start the abuse guard against a local API server, have it block an address, and watch',
  exec: `${RUN} examples/abuse-guard/demo.ts`,
  receiveArgs: true,
  env,
});
project.addTask('bench', {
  description: 'What things cost beside their peers, as ratios of one run; arguments choose parts, see bench/README.md',
  exec: `${RUN} bench/main.ts`,
  receiveArgs: true,
  env,
});

// One TypeScript project knows every file; the name of the package resolves in it as it does for users.
const eslintrc = project.tryFindObjectFile('.eslintrc.json')!;
eslintrc.addDeletionOverride('parserOptions.projectService');
eslintrc.addOverride('parserOptions.project', ['./test/tsconfig.json', './projenrc/tsconfig.json']);
eslintrc.addOverride('settings.import/resolver.typescript.project', './test/tsconfig.json');

// One file that a stock Node image runs from a ConfigMap; it is in the repository, so that an app synthesizes without a compiler.
project.preCompileTask.exec('esbuild src/runtime/abuse-guard/main.ts --bundle --platform=node --target=node20 --minify --outfile=assets/abuse-guard.js');

// The entries that jsii leaves out, by the compiler of TypeScript into a folder of its own: what they import is in lib as jsii wrote it.
const entries = new javascript.TypescriptConfig(project, {
  fileName: 'tsconfig.entries.json',
  include: ENTRIES.map(entry => `src/${entry}/**/*.ts`),
  compilerOptions: {
    rootDir: 'src', outDir: '.cache/entries', target: 'ES2022', lib: ['es2022'], module: 'node16',
    strict: true, noUnusedLocals: true, noUnusedParameters: true, noImplicitReturns: true, noFallthroughCasesInSwitch: true,
    declaration: true, esModuleInterop: true, skipLibCheck: true, stripInternal: true, noEmitOnError: true, types: ['node'],
  },
});
project.compileTask.exec(`rm -rf .cache/entries ${ENTRIES.map(entry => `lib/${entry}`).join(' ')}`);
project.compileTask.exec(`tsc -p ${entries.fileName}`);
project.compileTask.exec(`cp -R ${ENTRIES.map(entry => `.cache/entries/${entry}`).join(' ')} lib/`);

// jsii-docgen does not see those entries, so another tool writes their part of the reference.
new JsonFile(project, 'typedoc.json', {
  marker: false,
  obj: {
    entryPoints: ENTRIES.map(entry => `src/${entry}/index.ts`),
    tsconfig: entries.fileName,
    plugin: ['typedoc-plugin-markdown'],
    out: 'docs/api',
    outputFileStrategy: 'modules',
    readme: 'none',
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeProtected: true,
    disableSources: true,
    hidePageHeader: true,
    hideBreadcrumbs: true,
    parametersFormat: 'table',
    enumMembersFormat: 'table',
    interfacePropertiesFormat: 'table',
    classPropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    logLevel: 'Error',
  },
});
project.postCompileTask.exec('typedoc');

// `import { … } from 'gatewarden'`, and of the other entries, under every module resolution that TypeScript has.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  ...Object.fromEntries(ENTRIES.map(entry => [`./${entry}`, { types: `./lib/${entry}/index.d.ts`, default: `./lib/${entry}/index.js` }])),
  './package.json': './package.json',
  './.jsii': './.jsii',
});
// The resolution that knows no exports.
project.package.addField('typesVersions', { '*': Object.fromEntries(ENTRIES.map(entry => [entry, [`lib/${entry}/index.d.ts`]])) });
// A user of cdk8s installs no Pulumi. See scripts/pack-peers.js for the ranges.
project.package.addField('peerDependenciesMeta', { '@pulumi/kubernetes': { optional: true }, '@pulumi/pulumi': { optional: true } });
project.package.setScript('prepack', 'node scripts/pack-peers.js add');
project.package.setScript('postpack', 'node scripts/pack-peers.js remove');
// Fastify's test helper takes either; the newer one wants a newer Node than this package.
project.package.addField('overrides', { 'light-my-request': { cookie: '^1.0.2' } });
project.tryFindObjectFile('package.json')?.patch(JsonPatch.add('/jest/workerIdleMemoryLimit', '1GB'));

for (const generated of ['/assets/abuse-guard.js', '/docs/api/**']) {
  project.gitattributes.addAttributes(generated, 'linguist-generated');
}

project.synth();
