import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { acknowledgementsAt, GivenAcknowledgement } from './acknowledge';
import { ALL_RULES } from './all-rules';
import { AppView } from './app-view';
import { assumptionsOf } from './assumptions';
import { OptOut, optOutsOf } from './opt-outs';
import { Rule, Violation } from './rule';

/** A violation, with what became of it. */
export interface Finding extends Violation {
  readonly rule: Rule;
  /** The acknowledgement that accepts it; without one it is an error. */
  readonly acknowledged?: GivenAcknowledgement;
  /** An acknowledgement that accepted it until its date. */
  readonly expired?: GivenAcknowledgement;
}

/** What one run of all the rules over one app found. */
export interface Judgement {
  readonly findings: Finding[];
  /** Acknowledgements that accept nothing. */
  readonly unused: GivenAcknowledgement[];
  /** What objects do without, and why. */
  readonly optOuts: OptOut[];
  /** What is assumed of the gateway, where the app declares none. */
  readonly assumptions: string[];
}

interface Memo {
  readonly state: unknown[];
  readonly judgement: Judgement;
}

const MEMOS = new WeakMap<IConstruct, Memo>();

/**
 * Judges the final objects of an app.
 *
 * cdk8s validates the whole app once and then again for every chart that it renders, so the result is kept for as long as nothing has
 * been added to the tree, patched, labelled or annotated. Values that change behind a `Lazy` without any of these are judged at the
 * first run.
 */
export function judge(root: IConstruct, today: string = new Date().toISOString().slice(0, 10)): Judgement {
  const nodes = root.node.findAll();
  const memo = MEMOS.get(root);
  if (memo && isState(memo.state, nodes, today)) {
    return memo.judgement;
  }
  const app = new AppView(root, nodes);
  const used = new Set<GivenAcknowledgement>();
  const findings = ALL_RULES.flatMap(rule => violations(rule, app).map(violation => settle(rule, violation, today, used)));
  const unused = nodes.flatMap(acknowledgementsAt).filter(given => !used.has(given));
  const judgement = { findings, unused, optOuts: optOutsOf(app), assumptions: assumptionsOf(app) };
  MEMOS.set(root, { state: stateOf(nodes, today), judgement });
  return judgement;
}

/** The text of a finding that is an error: what cdk8s prints behind the path. */
export function errorText(finding: Finding): string {
  const expired = finding.expired ? ` (acknowledged until ${finding.expired.until}, which has passed)` : '';
  return `${finding.message}${expired} (rule ${finding.rule.id})`;
}

/** What a rule finds, each thing once. */
function violations(rule: Rule, app: AppView): Violation[] {
  try {
    const told = new Map<string, Violation>();
    for (const violation of rule.check(app)) {
      told.set(`${violation.at.node.path} ${violation.message}`, violation);
    }
    return [...told.values()];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ at: app.root, message: `the check itself failed: ${message}; what it guards is unknown, so this is an error` }];
  }
}

function settle(rule: Rule, violation: Violation, today: string, used: Set<GivenAcknowledgement>): Finding {
  let expired: GivenAcknowledgement | undefined;
  for (let at: IConstruct | undefined = violation.at; at; at = at.node.scope) {
    for (const given of acknowledgementsAt(at)) {
      if (given.rule !== rule.id) {
        continue;
      }
      used.add(given);
      if (given.until === undefined || given.until >= today) {
        return { ...violation, rule, acknowledged: given };
      }
      expired ??= given;
    }
  }
  return { ...violation, rule, expired };
}

function stateOf(nodes: IConstruct[], today: string): unknown[] {
  const state: unknown[] = [];
  everyPart(nodes, today, part => state.push(part) > 0);
  return state;
}

function isState(state: unknown[], nodes: IConstruct[], today: string): boolean {
  let index = 0;
  return everyPart(nodes, today, part => state[index++] === part) && index === state.length;
}

/**
 * Whether something holds for everything that a result depends on and that can change between two runs: constructs, patches, labels,
 * annotations, acknowledgements.
 */
function everyPart(nodes: IConstruct[], today: string, holds: (part: unknown) => boolean): boolean {
  return holds(today) && nodes.every(node => holds(node)
    && acknowledgementsAt(node).every(holds)
    && (!ApiObject.isApiObject(node) || everyMutablePart(node, holds)));
}

function everyMutablePart(object: ApiObject, holds: (part: unknown) => boolean): boolean {
  // cdk8s keeps these to itself and has no way to ask for them.
  const { patches, metadata } = object as any;
  for (const entries of [metadata.labels, metadata.annotations]) {
    for (const key in entries) {
      if (!holds(key) || !holds(entries[key])) {
        return false;
      }
    }
  }
  return holds(patches?.length);
}
