import * as pulumi from '@pulumi/pulumi';
import { Outputs } from './outputs';
import { Finding } from './tree';

/** An error of a construct, which says so if it is about an output, that is to say about a value that is not there yet. */
export function plainValueError(error: Error, outputs: Outputs): Error {
  const props = outputs.propsIn(error.message);
  const text = outputs.readable(error.message);
  if (props.length === 0) {
    return text === error.message ? error : like(error, text);
  }
  return like(error, `${props.join(' and ')} must be a plain value here: it decides what is made, and what an output holds is known only later; give a literal, or a value that is resolved before. With the output: ${text}`);
}

function like(error: Error, message: string): Error {
  return pulumi.ResourceError.isInstance(error) && error.resource ? new pulumi.ResourceError(message, error.resource, true) : new Error(message);
}

/** What the guards have found, as one error. */
export function refusal(findings: Finding[], outputs: Outputs): Error {
  const lines = findings.map(({ text }) => {
    const props = outputs.propsIn(text);
    const hint = props.length > 0 ? ` (if it is wrong only because the value is not known yet, ${props.join(' and ')} must be a plain value)` : '';
    return `${outputs.readable(text)}${hint}`;
  });
  const component = findings.find(finding => finding.owner?.component)?.owner?.component;
  const message = `the guards refuse this program, and nothing of it was registered:\n  ${lines.join('\n  ')}`;
  return component ? new pulumi.ResourceError(message, component, true) : new Error(message);
}

/** That something is wrong with the values of secrets, which nothing more can be said of. */
export function withheld(problem: Error, secrets: string[]): Error {
  const message = `what is made with the values of outputs that are kept secret is refused, or something computes with them (${secrets.join(', ')}), and the reason is not shown, since it may hold a part of them: expected values that are only passed on and that a literal could have; try one of the same form as a plain value`;
  return like(problem, message);
}
