import { PluginSpec, Policy, RouteFacts } from './policy';
import { KongVersion } from '../gateway/kong-version';
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
  /** The schema of its value, as draft 4 whatever the gateway's version. It must say the type, by which the text of the value is read. */
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
}

/**
 * Refuses requests that do not fit their schema with 400, and bodies that are not `application/json`, since a body of another type would
 * pass unvalidated. A parameter such as `; charset=utf-8` makes another type of it. Needs Kong Enterprise.
 */
export class RequestSchema extends Policy {
  /** @throws when there is nothing to validate, or a parameter is there twice, has no name or no type */
  public static of(props: RequestSchemaProps): RequestSchema {
    return new RequestSchema(props);
  }

  private readonly props: RequestSchemaProps;

  private constructor(props: RequestSchemaProps) {
    super();
    expectOptional('body', props.body, isSchema, 'a JsonSchema', 'JsonSchema.fromObject({ … })');
    this.props = { ...props, ...props.parameters && { parameters: [...props.parameters] } };
    if (!props.body && !props.parameters?.length) {
      throw new Error('request schema has neither body nor parameters: expected something to validate; give one of them');
    }
    const seen = new Set<string>();
    for (const { name, location, schema, required } of props.parameters ?? []) {
      const key = `${location} ${location === ParameterIn.HEADER ? name.toLowerCase() : name}`;
      if (name === '' || /\s/.test(name)) {
        throw new Error(`${location} parameter has the name '${name}': expected a name without spaces; correct it`);
      }
      if (seen.has(key)) {
        throw new Error(`${location} parameter '${name}' is given twice: expected one schema; remove one`);
      }
      seen.add(key);
      expectKind(`schema of ${location} parameter '${name}'`, schema, isSchema, 'a JsonSchema', "JsonSchema.fromObject({ type: 'string' })");
      if (!('type' in JSON.parse(schema.render(JsonSchemaDraft.DRAFT4)))) {
        throw new Error(`${location} parameter '${name}' has a schema without a type: kong could not read the text of its value; add for instance type: 'string'`);
      }
      if (location === ParameterIn.PATH && required === false) {
        throw new Error(`path parameter '${name}' is optional: a path that matches has it; leave required out`);
      }
    }
  }

  /** @internal */
  public _plugins(route: RouteFacts): PluginSpec[] {
    const { gateway, path } = route;
    if (!gateway.isEnterprise) {
      throw new Error(`request-validator needs kong enterprise; this gateway is ${gateway.description}; validate in the backend, or set edition: KongEdition.ENTERPRISE`);
    }
    const draft = gateway.version.isAtLeast(KongVersion.V3_11) ? JsonSchemaDraft.DRAFT7 : JsonSchemaDraft.DRAFT4;
    const { body, parameters, verbose } = this.props;
    for (const parameter of (parameters ?? []).filter(p => p.location === ParameterIn.PATH)) {
      if (path && !path.toString().includes(`(?<${parameter.name}>`)) {
        throw new Error(`path parameter '${parameter.name}' is not captured by the path ${path}: expected a regex path with (?<${parameter.name}>…); write for instance '/items/(?<${parameter.name}>[0-9]+)$' with PathMatch.REGEX`);
      }
    }
    return [{
      plugin: 'request-validator',
      config: {
        version: JsonSchema.kongVersionOf(draft),
        ...body && { body_schema: body.render(draft), allowed_content_types: ['application/json'] },
        // The field is of 3.8; before, the content type is always compared whole, parameters included.
        ...body && gateway.version.isAtLeast(KongVersion.V3_8) && { content_type_parameter_validation: true },
        ...parameters?.length && {
          parameter_schema: parameters.map(({ name, location, schema, required }) => ({
            name, in: location, required: required ?? true, schema: schema.render(JsonSchemaDraft.DRAFT4), style: STYLES[location], explode: false,
          })),
        },
        verbose_response: verbose ?? false,
      },
    }];
  }

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    return enforced === this ? undefined : 'a request schema that is enforced may not be replaced';
  }
}

const isSchema = (value: any) => typeof value.render === 'function';

/** How OpenAPI writes simple values by place; Kong wants it beside a schema. */
const STYLES: Record<ParameterIn, string> = { query: 'form', header: 'simple', path: 'simple' };
