import * as pulumi from '@pulumi/pulumi';
import { platform } from './platform';
import { shop } from './shop';

// The whole system: what a platform team declares once, and what an API team adds to it. `pulumi up` registers each object as a resource.
const api = shop(new pulumi.Config().get('host') ?? 'api.example.com', platform());

/** Where the API is reached. */
export const { url } = api;
