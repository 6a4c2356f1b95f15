import { IConstruct } from 'constructs';
import { errorText, judge } from './engine';

/** One thing that a guard has found. */
export interface ReportedFinding {
  /** The id of the rule. */
  readonly rule: string;
  /** The path of the construct. */
  readonly path: string;
  /** What was got, what is expected, what to do. */
  readonly message: string;
  /**
   * Why it is accepted.
   *
   * @default - it is an error
   */
  readonly acknowledged?: string;
  /**
   * The last day on which it is accepted.
   *
   * @default - no end
   */
  readonly until?: string;
}

/** A protection that something does without. */
export interface ReportedOptOut {
  /** What is left out, for instance `public-access` or `without-tier`. */
  readonly what: string;
  /** The path of the construct. */
  readonly path: string;
  /** Why. */
  readonly reason: string;
}

/** What the guards found in an app, what was accepted, and what was left out: for a pipeline's log, or a test of yours. */
export class GuardReport {
  /** Judges the app that a construct is part of. */
  public static of(scope: IConstruct): GuardReport {
    const { findings, unused, optOuts, assumptions } = judge(scope.node.root);
    return new GuardReport(
      findings.filter(f => !f.acknowledged).map(f => ({ rule: f.rule.id, path: f.at.node.path, message: errorText(f) })),
      findings.filter(f => f.acknowledged).map(f => ({
        rule: f.rule.id, path: f.at.node.path, message: f.message, acknowledged: f.acknowledged!.reason, until: f.acknowledged!.until,
      })),
      unused.map(given => ({ rule: given.rule, path: given.scope.node.path, message: 'accepts nothing any more: remove it', acknowledged: given.reason, until: given.until })),
      optOuts.map(({ at, what, reason }) => ({ what, path: at.node.path, reason })),
      [...assumptions],
    );
  }

  private constructor(
    /** What is an error: the app cannot be synthesized. */
    public readonly errors: ReportedFinding[],
    /** What is accepted, and why. */
    public readonly acknowledged: ReportedFinding[],
    /** Acknowledgements that accept nothing. */
    public readonly unused: ReportedFinding[],
    /** Protections that routes and others do without, and why. */
    public readonly optOuts: ReportedOptOut[],
    /** What is assumed of the gateway that serves the app, if the app declares none. */
    public readonly assumptions: string[]) {}

  /** The report as text, a line for each finding. */
  public toText(): string {
    const lines = [
      ...this.errors.map(f => `error         ${f.path || 'app'}: ${f.message}`),
      ...this.acknowledged.map(f => `acknowledged  ${f.path || 'app'}: ${f.message} (rule ${f.rule}); because: ${f.acknowledged}${f.until ? `; until ${f.until}` : ''}`),
      ...this.unused.map(f => `unused        ${f.path || 'app'}: the acknowledgement of ${f.rule} ${f.message}`),
      ...this.optOuts.map(f => `left out      ${f.path}: ${f.what}; because: ${f.reason}`),
      ...this.assumptions.map(text => `assumed, not declared: ${text}`),
    ];
    return lines.length === 0 ? 'nothing found' : lines.join('\n');
  }
}
