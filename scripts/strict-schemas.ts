/**
 * Writes test/schemas: one strict JSON Schema per kind of object that the library may emit. See test/schemas/README.md.
 *
 *   npx ts-node --project test/tsconfig.json scripts/strict-schemas.ts [--crds DIR]...
 */
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { ANY_NAME, CEL, NAMES, OBJECT_META, OF_DEFINITION, OF_KIND, Schema, TEMPLATE_META } from '../test/schemas/server-rules';

interface Source {
  readonly module: string;
  readonly version: string;
  /** The folder of the CRDs, or of the OpenAPI of the API server, inside of the module. */
  readonly folder: string;
  readonly license: string;
  /** The annotation by which a CRD tells its release, as it is in this one. */
  readonly stamp?: { readonly annotation: string; readonly value: string };
}

const KUBERNETES: Source = { module: 'k8s.io/kubernetes', version: 'v1.34.4', folder: 'api/openapi-spec/v3', license: 'Apache-2.0' };
const KONG: Source = {
  module: 'github.com/kong/kubernetes-configuration',
  version: 'v1.5.2',
  folder: 'config/crd',
  license: 'MIT',
  stamp: { annotation: 'kubernetes-configuration.konghq.com/version', value: 'v1.5.2' },
};
const CERT_MANAGER: Source = {
  module: 'github.com/cert-manager/cert-manager', version: 'v1.21.2', folder: 'deploy/crds', license: 'Apache-2.0',
};
const PROMETHEUS_OPERATOR: Source = {
  module: 'github.com/prometheus-operator/prometheus-operator',
  version: 'v0.85.0',
  folder: 'example/prometheus-operator-crd',
  license: 'Apache-2.0',
  stamp: { annotation: 'operator.prometheus.io/version', value: '0.85.0' },
};
const GATEWAY_API: Source = {
  module: 'sigs.k8s.io/gateway-api',
  version: 'v1.4.1',
  folder: 'config/crd/standard',
  license: 'Apache-2.0',
  stamp: { annotation: 'gateway.networking.k8s.io/bundle-version', value: 'v1.4.1' },
};

interface Wanted {
  readonly source: Source;
  readonly group: string;
  readonly version: string;
  readonly kinds: string[];
}

const WANTED: Wanted[] = [
  { source: KUBERNETES, group: '', version: 'v1', kinds: ['ConfigMap', 'Secret', 'Service', 'ServiceAccount', 'Namespace'] },
  { source: KUBERNETES, group: 'networking.k8s.io', version: 'v1', kinds: ['Ingress', 'NetworkPolicy', 'IngressClass'] },
  { source: KUBERNETES, group: 'apps', version: 'v1', kinds: ['Deployment'] },
  { source: KUBERNETES, group: 'policy', version: 'v1', kinds: ['PodDisruptionBudget'] },
  { source: KUBERNETES, group: 'rbac.authorization.k8s.io', version: 'v1', kinds: ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'] },
  { source: KUBERNETES, group: 'coordination.k8s.io', version: 'v1', kinds: ['Lease'] },
  { source: KONG, group: 'configuration.konghq.com', version: 'v1', kinds: ['KongPlugin', 'KongClusterPlugin', 'KongConsumer'] },
  { source: KONG, group: 'configuration.konghq.com', version: 'v1beta1', kinds: ['KongConsumerGroup', 'KongUpstreamPolicy'] },
  { source: CERT_MANAGER, group: 'cert-manager.io', version: 'v1', kinds: ['Certificate', 'Issuer', 'ClusterIssuer'] },
  { source: PROMETHEUS_OPERATOR, group: 'monitoring.coreos.com', version: 'v1', kinds: ['PrometheusRule', 'ServiceMonitor', 'PodMonitor'] },
  { source: GATEWAY_API, group: 'gateway.networking.k8s.io', version: 'v1', kinds: ['HTTPRoute'] },
  { source: GATEWAY_API, group: 'gateway.networking.k8s.io', version: 'v1beta1', kinds: ['ReferenceGrant'] },
];

const OUT = path.join(__dirname, '..', 'test', 'schemas');

function main(): void {
  const crdFolders = crdFoldersOf(process.argv.slice(2));
  const modules = new Modules();
  try {
    const files = new Map<string, string>();
    for (const wanted of WANTED) {
      for (const kind of wanted.kinds) {
        const schema = wanted.source === KUBERNETES ? builtIn(wanted, kind, modules.folder(KUBERNETES)) : custom(wanted, kind, modules, crdFolders);
        files.set(path.join(wanted.group || 'core', `${kind.toLowerCase()}.${wanted.version}.json`), `${text(schema)}\n`);
      }
    }
    for (const name of unused(OF_DEFINITION, appliedDefinitions)) {
      throw new Error(`server-rules.ts has rules for the definition ${name}, which no schema has`);
    }
    // Nothing is written before everything is made.
    for (const entry of fs.readdirSync(OUT, { withFileTypes: true })) {
      if (entry.isDirectory()) {
        fs.rmSync(path.join(OUT, entry.name), { recursive: true });
      }
    }
    for (const [name, content] of files) {
      fs.mkdirSync(path.dirname(path.join(OUT, name)), { recursive: true });
      fs.writeFileSync(path.join(OUT, name), content);
      console.log(`${name} ${content.length}`);
    }
  } finally {
    modules.close();
  }
}

function crdFoldersOf(args: string[]): string[] {
  const folders: string[] = [];
  for (let i = 0; i < args.length; i += 2) {
    if (args[i] !== '--crds' || !args[i + 1] || !fs.existsSync(args[i + 1])) {
      throw new Error(`usage: strict-schemas.ts [--crds DIR]..., where DIR holds CRDs; got ${args.join(' ')}`);
    }
    folders.push(args[i + 1]);
  }
  return folders;
}

/** The sources, fetched as Go modules by the Go client as it is set up here. */
class Modules {
  private readonly workDir: string;
  private readonly folders = new Map<Source, string>();
  private readonly refused = new Map<Source, Error>();

  constructor() {
    try {
      execFileSync('go', ['version'], { stdio: 'ignore' });
    } catch {
      throw new Error('the sources of test/schemas are Go modules: install Go (1.21 or newer) and have `go` on the PATH');
    }
    this.workDir = fs.mkdtempSync(path.join(os.tmpdir(), 'strict-schemas-'));
    fs.writeFileSync(path.join(this.workDir, 'go.mod'), 'module strictschemas\n\ngo 1.21\n');
  }

  public folder(source: Source): string {
    const refused = this.refused.get(source);
    if (refused) {
      throw refused;
    }
    let folder = this.folders.get(source);
    if (!folder) {
      const done = spawnSync('go', ['mod', 'download', '-json', `${source.module}@${source.version}`], { cwd: this.workDir, encoding: 'utf8' });
      const answer = done.stdout.trim() ? JSON.parse(done.stdout) : {};
      if (done.status !== 0 || !answer.Dir) {
        const error = new Error(`go mod download ${source.module}@${source.version}: ${answer.Error ?? done.stderr}`);
        this.refused.set(source, error);
        throw error;
      }
      folder = path.join(answer.Dir, source.folder);
      this.folders.set(source, folder);
    }
    return folder;
  }

  public close(): void {
    fs.rmSync(this.workDir, { recursive: true });
  }
}

/** A kind of the API server itself, from its OpenAPI. */
function builtIn(wanted: Wanted, kind: string, folder: string): Schema {
  const file = `${wanted.group ? `apis__${wanted.group}__` : 'api__'}${wanted.version}_openapi.json`;
  const openApi = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
  const isOfKind = (gvk: any) => gvk?.group === wanted.group && gvk.version === wanted.version && gvk.kind === kind;

  const schemas: { [name: string]: Schema } = openApi.components.schemas;
  const root = Object.values(schemas).find((schema) => schema['x-kubernetes-group-version-kind']?.some(isOfKind) && schema.properties?.metadata);
  const created = Object.entries<any>(openApi.paths)
    .find(([, operations]) => isOfKind(operations.post?.['x-kubernetes-group-version-kind']));
  if (!root || !created) {
    throw new Error(`${kind} is not in ${file}`);
  }
  return finish(wanted, kind, file, created[0].includes('{namespace}'), new Transformation(schemas), root);
}

/** A kind that a CRD defines. */
function custom(wanted: Wanted, kind: string, modules: Modules, crdFolders: string[]): Schema {
  const { source } = wanted;
  const { crd, file } = crdOf(wanted, kind, modules, crdFolders);
  const { stamp } = source;
  const stamped = stamp && crd.metadata.annotations?.[stamp.annotation];
  if (stamped !== stamp?.value) {
    throw new Error(`${file} is of ${stamped ?? 'no told release'}, expected ${stamp?.value}`);
  }
  const root = crd.spec.versions.find((v: any) => v.name === wanted.version)?.schema.openAPIV3Schema;
  if (!root) {
    throw new Error(`${file} has no ${kind} ${wanted.version}`);
  }
  return finish(wanted, kind, path.basename(file), crd.spec.scope === 'Namespaced', new Transformation({}, source === KONG), root);
}

function crdOf(wanted: Wanted, kind: string, modules: Modules, crdFolders: string[]): { crd: any; file: string } {
  let refused: Error | undefined;
  let folders = crdFolders;
  try {
    folders = [modules.folder(wanted.source)];
  } catch (error) {
    refused = error as Error;
    if (!wanted.source.stamp || !folders.length) {
      throw new Error(`${refused.message}\n(with --crds DIR, the CRDs may come from a folder)`);
    }
  }
  for (const folder of folders) {
    for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((n) => n.endsWith('.yaml')).sort()) {
      const file = path.join(folder, name);
      const content = fs.readFileSync(file, 'utf8');
      if (content.includes(`kind: ${kind}\n`) && content.includes(`group: ${wanted.group}\n`)) {
        const crd = parse(content);
        if (crd.kind === 'CustomResourceDefinition' && crd.spec.names.kind === kind) {
          return { crd, file };
        }
      }
    }
  }
  throw new Error(`no CRD of ${kind} in ${folders.join(', ')}${refused ? ` (${refused.message})` : ''}`);
}

/** The schema of a whole object: what a manifest says of itself around the fields of its kind. */
function finish(wanted: Wanted, kind: string, file: string, namespaced: boolean, transformation: Transformation, root: Schema): Schema {
  const { status: _status, ...properties } = root.properties;
  const shared: Schema = {};
  const body = share(transformation.apply({ ...root, properties: { ...properties, apiVersion: {}, kind: {}, metadata: {} } }), shared);
  const { namespace, ...clusterWide } = OBJECT_META.properties;
  const { source } = wanted;
  const schema = overlay({
    ...body,
    required: [...new Set(['apiVersion', 'kind', 'metadata', ...(body.required ?? [])])],
    properties: {
      ...body.properties,
      apiVersion: { const: wanted.group ? `${wanted.group}/${wanted.version}` : wanted.version },
      kind: { const: kind },
      metadata: {
        '$ref': '#/definitions/ObjectMeta',
        'properties': { name: NAMES[kind] ?? ANY_NAME },
        'anyOf': [{ required: ['name'] }, { required: ['generateName'] }],
        'x-message': 'must have a name',
      },
    },
  }, OF_KIND[kind] ?? {}, kind);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: `Made by scripts/strict-schemas.ts from ${file} of ${source.module} ${source.version} (${source.license})`,
    ...schema,
    definitions: {
      ObjectMeta: { ...OBJECT_META, properties: namespaced ? { ...clusterWide, namespace } : clusterWide },
      ...transformation.definitions(),
      ...shared,
    },
  };
}

const INTEGERS: { [format: string]: [number, number] } = {
  int32: [-2147483648, 2147483647],
  // A manifest comes out of JavaScript, which holds no larger integer exactly.
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

const PATTERNS: { [format: string]: string } = {
  'byte': '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  'date-time': '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
};

/** What `type` says already. */
const INT_OR_STRING: Schema[] = [{ type: 'integer' }, { type: 'string' }];

const QUANTITY: Schema = {
  'type': ['string', 'number'],
  'pattern': '^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$',
  'x-message': 'must be a quantity such as 100m or 1Gi',
};

/** The keywords that stay as they are. */
const KEPT = [
  'type', 'enum', 'required', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'uniqueItems',
];
/** The keywords that are prose or that only a server needs; anything else stops the script. */
const DROPPED = [
  'description', 'title', 'example', 'externalDocs', 'default', 'nullable', 'format', 'x-kubernetes-group-version-kind', 'x-kubernetes-unions',
  'x-kubernetes-patch-strategy', 'x-kubernetes-patch-merge-key', 'x-kubernetes-map-type', 'x-kubernetes-list-type', 'x-kubernetes-list-map-keys',
  'x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-validations',
];
const REFERENCE = '#/components/schemas/';
const appliedDefinitions = new Set<string>();

/** From the OpenAPI of Kubernetes to a JSON Schema that allows nothing unknown. */
class Transformation {
  private readonly made = new Map<string, { from: string; schema?: Schema }>();

  constructor(private readonly components: { [name: string]: Schema }, private readonly celMustBeKnown = false) {}

  public definitions(): Schema {
    const all = [...this.made].map(([name, { schema }]) => [name, schema] as const);
    return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /**
   * @param isCondition the schema stands under allOf, anyOf, oneOf or not of a CRD: it adds a condition and names only the fields it needs
   */
  public apply(schema: Schema, isCondition = false): Schema {
    const unknown = Object.keys(schema).filter((k) => !KEPT.includes(k) && !DROPPED.includes(k)
      && !['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'properties', 'additionalProperties', 'items'].includes(k));
    if (unknown.length) {
      throw new Error(`no rule for the keyword ${unknown.join(', ')}`);
    }
    if (schema.$ref) {
      return { $ref: `#/definitions/${this.define(schema.$ref.slice(REFERENCE.length))}` };
    }
    if (schema.allOf?.length === 1 && schema.allOf[0].$ref) {
      return this.apply(schema.allOf[0]);
    }

    const out: Schema = {};
    for (const keyword of KEPT.filter((k) => schema[k] !== undefined)) {
      out[keyword] = keyword === 'pattern' ? ecmaScript(schema.pattern) : schema[keyword];
    }
    this.applyScalars(schema, out);
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      if (schema[keyword] && !isDeepStrictEqual(schema[keyword], INT_OR_STRING)) {
        out[keyword] = schema[keyword].map((s: Schema) => this.apply(s, true));
      }
    }
    if (schema.not) {
      out.not = this.apply(schema.not, true);
    }
    if (schema.items) {
      out.items = this.apply(schema.items, isCondition);
      this.applyListType(schema, out);
    }
    if (schema.properties) {
      out.properties = mapValues(schema.properties, (s) => this.apply(s, isCondition));
    }
    if (typeof schema.additionalProperties === 'object') {
      out.additionalProperties = this.apply(schema.additionalProperties, isCondition);
    } else if (schema.type === 'object' && !schema['x-kubernetes-preserve-unknown-fields'] && schema.additionalProperties !== true && !isCondition) {
      out.additionalProperties = false;
    }
    this.applyValidations(schema, out);
    if (schema.nullable && out.type) {
      out.type = [out.type].flat().concat('null');
      if (out.enum) {
        out.enum = [...out.enum, null];
      }
    }
    return out;
  }

  private applyScalars(schema: Schema, out: Schema): void {
    const { format } = schema;
    if (schema['x-kubernetes-int-or-string'] || format === 'int-or-string') {
      out.type = ['integer', 'string'];
    } else if (schema.type === 'integer' && INTEGERS[format]) {
      out.minimum = Math.max(INTEGERS[format][0], schema.minimum ?? -Infinity);
      out.maximum = Math.min(INTEGERS[format][1], schema.maximum ?? Infinity);
    } else if (schema.type === 'string' && PATTERNS[format]) {
      out.pattern = PATTERNS[format];
    } else if (['ipv4', 'ipv6'].includes(format)) {
      out.format = format;
    } else if (format && format !== 'double') {
      throw new Error(`no rule for the format ${format}`);
    }
  }

  private applyListType(schema: Schema, out: Schema): void {
    const keys: string[] = schema['x-kubernetes-list-map-keys'] ?? [];
    if (keys.length) {
      const items = this.resolved(schema.items);
      out['x-unique-keys'] = [Object.fromEntries(keys.map((key) => [key, items.properties?.[key]?.default ?? null]))];
    }
    if (schema['x-kubernetes-list-type'] === 'set') {
      out.uniqueItems = true;
    }
  }

  private applyValidations(schema: Schema, out: Schema): void {
    for (const validation of schema['x-kubernetes-validations'] ?? []) {
      const known = CEL[validation.message];
      if (known === undefined && this.celMustBeKnown) {
        throw new Error(`server-rules.ts does not know the CEL rule "${validation.message}": ${validation.rule}`);
      }
      if (typeof known === 'object') {
        out.allOf = [...(out.allOf ?? []), { ...known, 'x-message': validation.message }];
      }
    }
  }

  private define(from: string): string {
    const lastPart = from.split('.').pop()!;
    const name = lastPart === 'ObjectMeta' ? 'TemplateMeta' : lastPart;
    const known = this.made.get(name);
    if (known && known.from !== from) {
      throw new Error(`two definitions are called ${name}: ${known.from} and ${from}`);
    }
    if (!known) {
      const entry: { from: string; schema?: Schema } = { from };
      this.made.set(name, entry);
      if (name === 'TemplateMeta') {
        entry.schema = TEMPLATE_META;
      } else if (name === 'Quantity') {
        entry.schema = QUANTITY;
      } else {
        entry.schema = overlay(this.apply(this.components[from]), OF_DEFINITION[name] ?? {}, name);
        appliedDefinitions.add(name);
      }
    }
    return name;
  }

  private resolved(schema: Schema): Schema {
    const reference = schema.$ref ?? schema.allOf?.[0].$ref;
    return reference ? this.components[reference.slice(REFERENCE.length)] : schema;
  }
}

/** Go's regular expressions can begin with (?i); those of ECMAScript cannot. */
function ecmaScript(pattern: string): string {
  return pattern.includes('(?i)') ? pattern.replace('(?i)', '').replace(/[a-z]/gi, (c) => `[${c.toLowerCase()}${c.toUpperCase()}]`) : pattern;
}

/** Lays rules over a schema; a rule for a field that the schema does not have is a mistake in the rules. */
function overlay(schema: Schema, rules: Schema, where: string): Schema {
  if (schema.$ref) {
    return { ...schema, ...rules };
  }
  const out: Schema = { ...schema };
  for (const [keyword, rule] of Object.entries(rules)) {
    if (keyword === 'properties') {
      out.properties = { ...schema.properties };
      for (const [field, inner] of Object.entries<Schema>(rule)) {
        if (!schema.properties?.[field]) {
          throw new Error(`server-rules.ts has a rule for ${where}.${field}, which is no field`);
        }
        out.properties[field] = overlay(schema.properties[field], inner, `${where}.${field}`);
      }
    } else if (keyword === 'items' && schema.items) {
      out.items = overlay(schema.items, rule, `${where}[]`);
    } else if (['required', 'allOf'].includes(keyword)) {
      out[keyword] = [...(schema[keyword] ?? []), ...rule.filter((r: any) => !schema[keyword]?.some((s: any) => isDeepStrictEqual(s, r)))];
    } else if (['anyOf', 'oneOf', 'not', 'x-message'].includes(keyword) && schema[keyword]) {
      throw new Error(`server-rules.ts would replace ${keyword} of ${where}`);
    } else {
      out[keyword] = rule;
    }
  }
  return out;
}

/** Moves what is large and occurs more than once into definitions; a CRD spells everything out wherever it is used. */
function share(root: Schema, definitions: Schema): Schema {
  const seen = new Map<string, number>();
  const fields = (schema: Schema, visit: (inner: Schema, field: string) => Schema, field = 'spec'): Schema => ({
    ...schema,
    ...(schema.properties && { properties: Object.fromEntries(Object.entries<Schema>(schema.properties).map(([k, v]) => [k, visit(v, k)])) }),
    ...(schema.items && { items: visit(schema.items, field) }),
  });
  const count = (schema: Schema, field: string): Schema => {
    const key = oneLine(schema);
    const before = seen.get(key);
    seen.set(key, (before ?? 0) + 1);
    // The parts of what is shared are not shared for that alone.
    return before ? schema : fields(schema, count, field);
  };
  const names = new Map<string, string>();
  const replace = (schema: Schema, field: string): Schema => {
    const key = oneLine(schema);
    if (key.length < 600 || seen.get(key)! < 2) {
      return fields(schema, replace, field);
    }
    if (!names.has(key)) {
      const alike = Object.keys(definitions).filter((name) => name.replace(/\d+$/, '') === field).length;
      const name = alike ? `${field}${alike + 1}` : field;
      names.set(key, name);
      definitions[name] = {};
      definitions[name] = fields(schema, replace, field);
    }
    return { $ref: `#/definitions/${names.get(key)}` };
  };
  count(root, 'spec');
  return replace(root, 'spec');
}

function mapValues(object: Schema, fn: (value: any) => any): Schema {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, fn(value)]));
}

function unused(rules: Schema, applied: Set<string>): string[] {
  return Object.keys(rules).filter((name) => !applied.has(name));
}

/** JSON, with whatever fits into a line on one line. */
function text(value: any, indent = ''): string {
  const flat = oneLine(value);
  if (typeof value !== 'object' || value === null || indent.length + flat.length <= 140) {
    return flat;
  }
  const deeper = `${indent}  `;
  const inner = Array.isArray(value)
    ? value.map((item) => deeper + text(item, deeper))
    : Object.entries(value).map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${text(item, deeper)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${inner.join(',\n')}\n${indent}${close}`;
}

function oneLine(value: any): string {
  if (Array.isArray(value)) {
    return `[${value.map(oneLine).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
    return entries.length ? `{ ${entries.join(', ')} }` : '{}';
  }
  return JSON.stringify(value);
}

main();
