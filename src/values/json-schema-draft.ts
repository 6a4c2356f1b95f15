/** A draft of JSON Schema: the set of keywords that a validator understands. */
export enum JsonSchemaDraft {
  /** Draft 4, all that Kong Enterprise's request-validator knows before 3.11. */
  DRAFT4 = 'draft4',

  /** Draft 6: adds `const`, `contains` and `propertyNames`; `exclusiveMaximum` becomes a number. */
  DRAFT6 = 'draft6',

  /** Draft 7: adds `if`, `then` and `else`. */
  DRAFT7 = 'draft7',

  /** Draft 2019-09: adds `$defs`, `dependentRequired` and `unevaluatedProperties`. */
  DRAFT201909 = 'draft201909',

  /** Draft 2020-12: adds `prefixItems`, in whose place `items` was an array before. */
  DRAFT202012 = 'draft202012',
}
