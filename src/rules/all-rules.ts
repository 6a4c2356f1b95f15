import { Rule } from './rule';

/** Every rule, in the order of the report. */
export const ALL_RULES: Rule[] = [];
