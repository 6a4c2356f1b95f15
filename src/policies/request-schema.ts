import { LuaFacts } from './lua-facts';
import { PluginSpec, Policy, RouteFacts } from './policy';
import { KongVersion } from '../gateway/kong-version';
import { LuaChunk } from '../lua/chunk';
import { validationChunk } from '../lua/schema/validation-chunk';
import { BodySize } from '../values/body-size';
import { JsonSchema } from '../values/json-schema';
import { JsonSchemaDraft } from '../values/json-schema-draft';
import { expectKind, expectOptional } from '../values/kinds';

/** Where a parameter of a request is. */
export enum ParameterIn {
  /** In the query string. */
  QUERY = 'query',
  /** In a request header. */
  HEADER = 'header',
  /** In the path: the route's path must be a regex with a capture of the parameter's name. */
  PATH = 'path',
}

/** One parameter that is validated. */
export interface RequestParameter {
  /** The name. */
  readonly name: string;
  /** Where it is. */
  readonly location: ParameterIn;
  /**
   * The schema of its value, which must say the type, by which the text of the value is read. On Kong Enterprise it is draft 4 whatever
   * the gateway's version; on open-source Kong the type is one of string, integer, number, boolean, or an array of one of these, whose
   * items are written with commas between them.
   */
  readonly schema: JsonSchema;

  /**
   * Whether a request without it is refused.
   *
   * @default true
   */
  readonly required?: boolean;
}

/** What a request must look like. */
export interface RequestSchemaProps {
  /**
   * The schema of a JSON body.
   *
   * @default - the body is not validated
   */
  readonly body?: JsonSchema;

  /**
   * Parameters of path, query and headers.
   *
   * @default - none
   */
  readonly parameters?: RequestParameter[];

  /**
   * Whether the answer tells what is wrong. It shows parts of the schema to the caller.
   *
   * @default false
   */
  readonly verbose?: boolean;

  /**
   * The largest body that is read to be validated; a larger one gets 413. At most 10 MiB, and no more than the body limit of the route. A
   * worker holds a body many times over while it validates it. Kong Enterprise has no such limit: give the route a `bodyLimit` there.
   *
   * @default - the body limit of the route, or 1 MiB if it has none
   */
  readonly maxBodySize?: BodySize;
}

/**
 * Refuses requests that do not fit their schema with 400, and bodies that are not `application/json`, since a body of another type would
 * pass unvalidated.
 *
 * On Kong Enterprise by its plugin request-validator, with draft 4 before 3.11 and draft 7 from then on. A parameter of the type, such as
 * `; charset=utf-8`, makes another type of it.
 *
 * On open-source Kong by Lua that the schema is compiled to, which runs after authentication, limits and all other plugins. It follows
 * draft 7, or the part of 2020-12 that both know if `$schema` names that, and enforces the formats that it takes. A body of another type,
 * in another charset than UTF-8 or compressed gets 415; one that is too large, 413; one that is no JSON, names a property twice or fails
 * the validator itself, 400. The gateway must run functions (`untrustedLua`), needs no Lua module, and shows functions bodies of more than
 * 8 KiB only from 3.8 on.
 */
export class RequestSchema extends Policy {
  /** @throws when there is nothing to validate, or a parameter is there twice, has no name or no type */
  public static of(props: RequestSchemaProps): RequestSchema {
    return new RequestSchema(props);
  }

  private readonly props: RequestSchemaProps;
  /** By the largest body: many routes may have this schema. */
  private readonly compiled = new Map<number, LuaChunk>();

  private constructor(props: RequestSchemaProps) {
    super();
    expectOptional('body', props.body, isSchema, 'a JsonSchema', 'JsonSchema.fromObject({ … })');
    expectOptional('maxBodySize', props.maxBodySize, value => typeof value.kongSize === 'number', 'a BodySize', 'BodySize.mebibytes(1)');
    this.props = { ...props, ...props.parameters && { parameters: [...props.parameters] } };
    if (!props.body && !props.parameters?.length) {
      throw new Error('request schema has neither body nor parameters: expected something to validate; give one of them');
    }
    if (!props.body && props.maxBodySize) {
      throw new Error('request schema has maxBodySize and no body: no body would be read; give body, or leave maxBodySize out');
    }
    if (props.maxBodySize?.isLargerThan(LARGEST)) {
      throw new Error(`maxBodySize is ${props.maxBodySize}: expected at most ${LARGEST}, since a worker holds a body many times over while it validates it; lower it`);
    }
    checkParameters(props.parameters ?? []);
  }

  /** @internal */
  public _plugins(route: RouteFacts): PluginSpec[] {
    const { gateway } = route;
    if (!gateway.isEnterprise) {
      return [];
    }
    this.checkCaptures(route);
    const draft = gateway.version.isAtLeast(KongVersion.V3_11) ? JsonSchemaDraft.DRAFT7 : JsonSchemaDraft.DRAFT4;
    const { body, parameters, verbose, maxBodySize } = this.props;
    if (maxBodySize) {
      throw new Error(`maxBodySize is ${maxBodySize}, and request-validator of kong enterprise has no such limit; give the route bodyLimit: BodyLimit.of(…) instead`);
    }
    return [{
      plugin: 'request-validator',
      config: {
        version: JsonSchema.kongVersionOf(draft),
        ...body && { body_schema: rendered('body', body, draft), allowed_content_types: ['application/json'] },
        // The field is of 3.8; before, the content type is always compared whole, parameters included.
        ...body && gateway.version.isAtLeast(KongVersion.V3_8) && { content_type_parameter_validation: true },
        ...parameters?.length && {
          parameter_schema: parameters.map(({ name, location, schema, required }) => ({
            name, in: location, required: required ?? true, schema: rendered(`${location} parameter '${name}'`, schema, JsonSchemaDraft.DRAFT4), style: STYLES[location], explode: false,
          })),
        },
        verbose_response: verbose ?? false,
      },
    }];
  }

  /**
   * The Lua that makes it so on open-source Kong.
   *
   * @throws when a schema says what is not compiled, or bodies are larger than this gateway can show
   * @internal
   */
  public _chunks(route: LuaFacts): LuaChunk[] {
    if (route.gateway.isEnterprise) {
      return [];
    }
    this.checkCaptures(route);
    const maxBytes = this.props.body ? this.mostBytes(route) : 0;
    const made = this.compiled.get(maxBytes) ?? this.compile(maxBytes);
    this.compiled.set(maxBytes, made);
    return [made];
  }

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    return enforced === this ? undefined : 'a request schema that is enforced may not be replaced';
  }

  private compile(maxBytes: number): LuaChunk {
    const { body, parameters, verbose } = this.props;
    return validationChunk({
      body: body?._source(),
      parameters: parameters?.map(({ name, location, schema, required }) => ({ name, location, schema: schema._source(), required })),
      verbose,
      maxBytes,
    });
  }

  /** How many bytes of a body are read. */
  private mostBytes({ gateway, bodyLimit }: LuaFacts): number {
    const { maxBodySize } = this.props;
    if (maxBodySize && bodyLimit && maxBodySize.isLargerThan(bodyLimit)) {
      throw new Error(`maxBodySize is ${maxBodySize}, and the body limit of the route is ${bodyLimit}: no larger body would be read; lower maxBodySize or leave it out`);
    }
    const size = maxBodySize ?? bodyLimit ?? USUAL;
    if (size.isLargerThan(LARGEST)) {
      throw new Error(`body limit of the route is ${size}: expected at most ${LARGEST} for bodies that are validated, since a worker holds one many times over; give a lower bodyLimit, or maxBodySize`);
    }
    if (size.isLargerThan(IN_MEMORY) && !gateway.version.isAtLeast(KongVersion.V3_8)) {
      throw new Error(`bodies of up to ${size} are validated, and kong ${gateway.version} shows functions none of more than ${IN_MEMORY}: larger ones would be refused; `
        + 'upgrade the gateway to 3.8, or set maxBodySize: BodySize.kibibytes(8)');
    }
    return size.toBytes();
  }

  private checkCaptures({ path }: RouteFacts): void {
    for (const { name } of (this.props.parameters ?? []).filter(parameter => parameter.location === ParameterIn.PATH)) {
      if (path && !path.toString().includes(`(?<${name}>`)) {
        throw new Error(`path parameter '${name}' is not captured by the path ${path}: expected a regex path with (?<${name}>…); write for instance '/items/(?<${name}>[0-9]+)$' with PathMatch.REGEX`);
      }
    }
  }
}

function checkParameters(parameters: RequestParameter[]): void {
  const seen = new Set<string>();
  for (const { name, location, schema, required } of parameters) {
    const key = `${location} ${location === ParameterIn.HEADER ? name.toLowerCase() : name}`;
    if (name === '' || /\s/.test(name)) {
      throw new Error(`${location} parameter has the name '${name}': expected a name without spaces; correct it`);
    }
    if (seen.has(key)) {
      throw new Error(`${location} parameter '${name}' is given twice: expected one schema; remove one`);
    }
    seen.add(key);
    expectKind(`schema of ${location} parameter '${name}'`, schema, isSchema, 'a JsonSchema', "JsonSchema.fromObject({ type: 'string' })");
    if (!('type' in schema._source())) {
      throw new Error(`${location} parameter '${name}' has a schema without a type: kong could not read the text of its value; add for instance type: 'string'`);
    }
    if (location === ParameterIn.PATH && required === false) {
      throw new Error(`path parameter '${name}' is optional: a path that matches has it; leave required out`);
    }
  }
}

/** @throws naming what the schema is of, and the keyword that would not be enforced */
function rendered(what: string, schema: JsonSchema, draft: JsonSchemaDraft): string {
  try {
    return schema.render(draft);
  } catch (error) {
    throw new Error(`${what}: ${(error as Error).message}`);
  }
}

/** What is read of a body where nothing limits it. */
const USUAL = BodySize.mebibytes(1);
/** What costs LuaJIT a quarter of a second and 300 MiB at worst, which is a body of empty lists. */
const LARGEST = BodySize.mebibytes(10);
/** Kong's `client_body_buffer_size`. A larger body is in a file, which functions can read since 3.8 (Kong/kong pull request 13158). */
const IN_MEMORY = BodySize.kibibytes(8);

const isSchema = (value: any) => typeof value.render === 'function';

/** How OpenAPI writes simple values by place; Kong wants it beside a schema. */
const STYLES: Record<ParameterIn, string> = { query: 'form', header: 'simple', path: 'simple' };
