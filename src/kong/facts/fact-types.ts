/** The kinds of value that a field of a plugin's config holds. `foreign` names another Kong entity, as `{ id }` or as a bare id. */
export type FieldType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'map' | 'record' | 'foreign';

export type Edition = 'oss' | 'enterprise';

/** What is known about one field of a plugin's config. Versions are written `major.minor`. */
export interface FieldFact {
  readonly type: FieldType;
  /** First version that has the field; that of the parent when left out. */
  readonly since?: string;
  /** Last version that has the field; still there when left out. */
  readonly until?: string;
  /** Must be set, because Kong has no default for it. */
  readonly required?: boolean;
  /** Only the Enterprise build has the field. */
  readonly enterprise?: boolean;
  readonly enum?: readonly (string | number)[];
  /** The values of `enum` that came later than the field itself. */
  readonly enumSince?: Readonly<Record<string, string>>;
  /** The values of `enum` that only the Enterprise build accepts. */
  readonly enumEnterprise?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** The value must be greater than this. */
  readonly above?: number;
  /** Regular expression, in JavaScript's syntax, that the whole value must match. */
  readonly pattern?: string;
  /** Kong refuses an empty string in every field but these. */
  readonly mayBeEmpty?: boolean;
  /** A list or map that needs at least one entry. */
  readonly nonEmpty?: boolean;
  /** First version that resolves a `{vault://...}` reference here. */
  readonly reference?: string;
  /** Kong stores the field encrypted, because it holds a secret. */
  readonly secret?: boolean;
  /** Elements of an array, values of a map. */
  readonly of?: FieldFact;
  /** Fields of a record. */
  readonly fields?: Readonly<Record<string, FieldFact>>;
}

/** What is known about one plugin that is bundled with Kong. */
export interface PluginFact {
  readonly name: string;
  readonly edition: Edition;
  /** Kong runs the plugin with the higher number first. */
  readonly priority: number;
  /** First version of the support range that has the plugin. */
  readonly since: string;
  /** Whether a consumer may carry the plugin. */
  readonly consumer: boolean;
  /** First version in which a consumer group (Enterprise) may carry the plugin. */
  readonly consumerGroup?: string;
  readonly fields: Readonly<Record<string, FieldFact>>;
}

/** A plugin of the distribution, of which this library may or may not know the config. */
export interface BundledPlugin {
  readonly priority: number;
  readonly since?: string;
}
