import { IConstruct } from 'constructs';
import { ACKNOWLEDGEMENTS } from './marks';
import { RULE_IDS } from './rule-ids';
import { mistake } from '../errors';
import { nearest } from '../kong/facts/nearest';

/** A finding that is accepted on the record. */
export interface AcknowledgedFinding {
  /** The id of the rule, as the error text shows it. */
  readonly rule: string;
  /** Why it is accepted, for whoever reads the report. */
  readonly reason: string;
  /**
   * The last day on which it is accepted, as `YYYY-MM-DD`. After it the finding is an error again.
   *
   * @default - no end
   */
  readonly until?: string;
}

/** An acknowledgement with the scope at which it was given. */
export interface GivenAcknowledgement extends AcknowledgedFinding {
  readonly scope: IConstruct;
}

/**
 * The one way to accept what a guard refuses. It counts for the scope and everything below it, and every report lists it.
 */
export class Acknowledge {
  /**
   * Accepts the findings of one rule at a scope and below.
   *
   * @throws when there is no such rule, the reason is empty, or the date is none
   */
  public static finding(scope: IConstruct, finding: AcknowledgedFinding): void {
    if (!RULE_IDS.includes(finding.rule)) {
      const near = nearest(finding.rule, RULE_IDS);
      throw mistake(scope, `rule '${finding.rule}' does not exist: ${near ? `did you mean '${near}'? ` : ''}expected an id as error texts show it, behind 'rule'; copy it from there`);
    }
    if (finding.reason.trim().length < 10) {
      throw mistake(scope, `the acknowledgement of ${finding.rule} has the reason '${finding.reason}': expected a sentence that a reviewer understands; say why it is safe here`);
    }
    if (finding.until !== undefined && !isDate(finding.until)) {
      throw mistake(scope, `the acknowledgement of ${finding.rule} ends at '${finding.until}': expected a date; write YYYY-MM-DD`);
    }
    const holder = scope as { [ACKNOWLEDGEMENTS]?: GivenAcknowledgement[] };
    if (!holder[ACKNOWLEDGEMENTS]) {
      Object.defineProperty(scope, ACKNOWLEDGEMENTS, { value: [] });
    }
    holder[ACKNOWLEDGEMENTS]!.push({ ...finding, scope });
  }

  private constructor() {}
}

const NONE: GivenAcknowledgement[] = [];

/** The acknowledgements given at exactly this scope. */
export function acknowledgementsAt(scope: IConstruct): readonly GivenAcknowledgement[] {
  return (scope as { [ACKNOWLEDGEMENTS]?: GivenAcknowledgement[] })[ACKNOWLEDGEMENTS] ?? NONE;
}

function isDate(text: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
