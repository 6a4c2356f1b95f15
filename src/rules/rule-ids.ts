/** The ids of all rules, apart from the rules themselves so that acknowledging needs none of them. */
export const RULE_IDS: string[] = [];
