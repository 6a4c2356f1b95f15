import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import Ajv, { ErrorObject, ValidateFunction } from 'ajv';

/** Where the schemas are that scripts/strict-schemas.ts makes. */
const SCHEMAS = path.join(__dirname, '..', 'schemas');

/** What a strict API server would refuse in an object; nothing when the object is sound. An object of a kind without a schema is refused. */
export function strictViolations(manifest: any): string[] {
  // What is judged is what is written: no undefined, no class instances.
  const object = manifest === undefined ? undefined : JSON.parse(JSON.stringify(manifest));
  const at = nameOf(object);
  const validate = validatorOf(object);
  if (!validate) {
    return [`${at}: no strict schema for apiVersion ${show(object?.apiVersion)}, kind ${show(object?.kind)}`];
  }
  if (validate(object)) {
    return [];
  }
  return [...new Set(problemsOf(validate).map(({ pointer, text }) => `${at}: ${pointer || '/'} ${text}`))];
}

/** Throws an error that lists all violations of all these objects, and of the list itself: it is empty, or one object is in it twice. */
export function expectStrict(manifests: any[]): void {
  const violations = manifests.length ? manifests.flatMap(strictViolations) : ['there is no object to judge'];
  const identities = manifests.map((m) => `${m?.apiVersion} ${nameOf(m)}`);
  for (const twice of new Set(identities.filter((identity, i) => identities.indexOf(identity) !== i))) {
    violations.push(`${twice}: is there more than once`);
  }
  if (violations.length) {
    throw new Error(`${violations.length} violation(s) of the strict schemas:\n${violations.map((v) => `  - ${v}`).join('\n')}`);
  }
}

function nameOf(object: any): string {
  const { name, generateName, namespace } = object?.metadata ?? {};
  return `${object?.kind ?? 'object'} ${namespace ? `${namespace}/` : ''}${name ?? generateName ?? '(no name)'}`;
}

const validators = new Map<string, ValidateFunction>();

function validatorOf(object: any): ValidateFunction | undefined {
  const [version, group] = String(object?.apiVersion).split('/').reverse();
  const file = path.join(group ?? 'core', `${String(object?.kind).toLowerCase()}.${version}.json`);
  if (!validators.has(file) && fs.existsSync(path.join(SCHEMAS, file))) {
    validators.set(file, compiler().compile(JSON.parse(fs.readFileSync(path.join(SCHEMAS, file), 'utf8'))));
  }
  return validators.get(file);
}

function compiler(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    // An unknown keyword is a mistake in a schema. What a rule needs to know of its surroundings it need not repeat.
    strict: true,
    strictTypes: false,
    strictRequired: false,
    // The patterns come from Go, which allows escapes that the u flag of ECMAScript forbids.
    unicodeRegExp: false,
  });
  ajv.addFormat('ipv4', net.isIPv4);
  ajv.addFormat('ipv6', net.isIPv6);
  ajv.addFormat('cidr', isCidr);
  ajv.addKeyword('x-message');
  ajv.addKeyword({ keyword: 'x-unique-keys', type: 'array', schemaType: 'array', validate: uniqueKeys, errors: true });
  ajv.addKeyword({ keyword: 'x-selector-matches-template', type: 'object', schemaType: 'boolean', validate: selectorMatchesTemplate, errors: true });
  ajv.addKeyword({ keyword: 'x-mounts-exist', type: 'object', schemaType: 'boolean', validate: mountsExist, errors: true });
  return ajv;
}

function isCidr(text: string): boolean {
  const [address, bits, rest] = text.split('/');
  return rest === undefined && /^\d{1,3}$/.test(bits ?? '') && net.isIP(address) > 0 && Number(bits) <= (net.isIPv4(address) ? 32 : 128);
}

type Check = { (schema: any, data: any): boolean; errors?: Partial<ErrorObject>[] };

function answer(check: Check, keyword: string, messages: string[]): boolean {
  check.errors = messages.map((message) => ({ keyword, message, params: {} }));
  return messages.length === 0;
}

/** Each of these sets of fields, with their defaults, tells the items of a list apart. An item without one of the fields is left out. */
const uniqueKeys: Check = (keySets: { [key: string]: any }[], items: any[]) => {
  const messages: string[] = [];
  for (const keys of keySets) {
    const seen = new Map<string, number>();
    items.forEach((item, i) => {
      const values = Object.entries(keys).map(([key, byDefault]) => item?.[key] ?? byDefault);
      const told = Object.keys(keys).map((key, k) => `${key} ${show(values[k])}`).join(', ');
      if (!values.includes(null)) {
        if (seen.has(told)) {
          messages.push(`has ${told} twice: items ${seen.get(told)} and ${i}`);
        }
        seen.set(told, i);
      }
    });
  }
  return answer(uniqueKeys, 'x-unique-keys', messages);
};

const selectorMatchesTemplate: Check = (_: boolean, spec: any) => {
  const labels = spec.template?.metadata?.labels ?? {};
  const wrong = Object.entries<any>(spec.selector?.matchLabels ?? {}).filter(([key, value]) => labels[key] !== value);
  return answer(selectorMatchesTemplate, 'x-selector-matches-template',
    wrong.map(([key, value]) => `selects pods by ${key}=${value}, which the pod template does not carry`));
};

const mountsExist: Check = (_: boolean, pod: any) => {
  const volumes = (pod.volumes ?? []).map((volume: any) => volume?.name);
  const mounts = [...pod.containers ?? [], ...pod.initContainers ?? []].flatMap((container: any) => container?.volumeMounts ?? []);
  const lost = mounts.map((mount: any) => mount?.name).filter((name) => !volumes.includes(name));
  return answer(mountsExist, 'x-mounts-exist', lost.map((name) => `mounts the volume ${show(name)}, which is not there`));
};

interface Problem {
  readonly pointer: string;
  readonly text: string;
  /** The rule with a message of its own that this is part of. */
  readonly rule?: string;
}

function problemsOf(validate: ValidateFunction): Problem[] {
  const problems = validate.errors!
    // Of a bad key, `propertyNames` tells.
    .filter((error) => error.propertyName === undefined || error.keyword === 'propertyNames')
    .map((error): Problem => {
      const rule = ruleOf(error, validate.schema);
      return { pointer: error.instancePath, text: rule ? `${rule.message}${got(error.data)}` : inWords(error), rule: rule?.path };
    });
  // A rule that failed is told once, where it stands, and not again for each of its parts.
  return problems.filter((p) => !problems.some((other) => p.rule !== undefined && other.rule === p.rule && p.pointer.startsWith(`${other.pointer}/`)));
}

/** Keywords whose failure the `x-message` beside them explains. In an element of allOf, it explains all. */
const EXPLAINED = ['pattern', 'maxLength', 'not', 'anyOf', 'oneOf', 'if', 'then', 'minProperties', 'maxProperties'];

function ruleOf(error: ErrorObject, schema: any): { path: string; message: string } | undefined {
  // By object and not by error.schemaPath, which begins anew behind each $ref.
  // The checks that are no keywords of JSON Schema have no parentSchema, and words of their own.
  const steps = error.parentSchema ? [...pathOf(error.parentSchema, schema), error.keyword] : [];
  let node = schema;
  for (let i = 0; i < steps.length; i++) {
    if (node?.['x-message'] && (steps[i - 2] === 'allOf' || EXPLAINED.includes(steps[i]))) {
      return { path: steps.slice(0, i).join('/'), message: node['x-message'] };
    }
    node = node?.[steps[i]];
  }
  return undefined;
}

const paths = new WeakMap<object, string[]>();

function pathOf(node: object, root: object): string[] {
  if (!paths.has(root)) {
    const note = (inner: any, at: string[]) => {
      if (typeof inner === 'object' && inner !== null) {
        paths.set(inner, at);
        Object.entries(inner).forEach(([key, value]) => note(value, [...at, key]));
      }
    };
    note(root, []);
  }
  return paths.get(node)!;
}

function inWords(error: ErrorObject): string {
  const { params, data } = error;
  switch (error.keyword) {
    case 'additionalProperties': return `has the unknown field ${show(params.additionalProperty)}`;
    case 'required': return `lacks ${show(params.missingProperty)}`;
    case 'propertyNames': return `has the bad key ${show(params.propertyName)}`;
    case 'enum': return `must be one of ${params.allowedValues.map(show).join(', ')}${got(data)}`;
    case 'const': return `must be ${show(params.allowedValue)}${got(data)}`;
    case 'x-unique-keys':
    case 'x-selector-matches-template':
    case 'x-mounts-exist': return error.message!;
    default: return `${error.message}${got(data)}`;
  }
}

function got(value: any): string {
  return typeof value === 'object' && value !== null ? '' : `, got ${show(value)}`;
}

function show(value: any): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
