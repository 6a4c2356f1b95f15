import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { acknowledgementsAt, GivenAcknowledgement } from './acknowledge';
import { ALL_RULES } from './all-rules';
import { AppView } from './app-view';
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
}

interface Memo {
  readonly state: string;
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
  const state = fingerprint(nodes, today);
  const memo = MEMOS.get(root);
  if (memo?.state === state) {
    return memo.judgement;
  }
  const app = new AppView(root, nodes);
  const used = new Set<GivenAcknowledgement>();
  const findings = ALL_RULES.flatMap(rule => violations(rule, app).map(violation => settle(rule, violation, today, used)));
  const unused = nodes.flatMap(acknowledgementsAt).filter(given => !used.has(given));
  const judgement = { findings, unused };
  MEMOS.set(root, { state, judgement });
  return judgement;
}

/** The text of a finding that is an error: what cdk8s prints behind the path. */
export function errorText(finding: Finding): string {
  const expired = finding.expired ? ` (acknowledged until ${finding.expired.until}, which has passed)` : '';
  return `${finding.message}${expired} (rule ${finding.rule.id})`;
}

function violations(rule: Rule, app: AppView): Violation[] {
  try {
    return rule.check(app);
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
      expired = given;
    }
  }
  return { ...violation, rule, expired };
}

/** Counts that change whenever something is added to the tree or to an object's patches, labels, annotations or acknowledgements. */
function fingerprint(nodes: IConstruct[], today: string): string {
  let [objects, patches, entries, acknowledged] = [0, 0, 0, 0];
  for (const node of nodes) {
    acknowledged += acknowledgementsAt(node).length;
    if (ApiObject.isApiObject(node)) {
      const inner = node as any;
      objects += 1;
      patches += inner.patches?.length ?? 0;
      for (const map of [inner.metadata.labels, inner.metadata.annotations]) {
        entries += Object.keys(map ?? {}).length;
      }
    }
  }
  return [today, nodes.length, objects, patches, entries, acknowledged].join(' ');
}
