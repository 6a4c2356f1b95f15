import { Rule } from './rule';

/** Every object can be rendered. */
export const UNRENDERED_OBJECT: Rule = {
  id: 'unrendered-object',
  why: 'an object that cannot be rendered is not judged',
  check: app => app.unrendered.map(({ source, error }) => ({
    at: source,
    // cdk8s says twice where it is.
    message: `the object cannot be rendered: ${error.replace(/^Failed serializing construct at path .*? with name '.*?': (Error: )?/, '')}`,
  })),
};
