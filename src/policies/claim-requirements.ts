import { claimPath } from '../lua/claim-path';
import { ClaimChecks } from '../lua/claims';

/** What a token must say beside being signed and in time. */
export interface ClaimRequirements {
  /**
   * The audiences of which a token must name at least one in `aud`; 401 otherwise.
   *
   * @default - `aud` is not looked at, so that a token for another service of the same issuer passes
   */
  readonly audiences?: string[];

  /**
   * The issuers of which `iss` must be one; 401 otherwise. Needed where `keyClaim` is another claim: `iss` is then checked by nothing else.
   *
   * @default - `iss` is not looked at beyond `keyClaim`
   */
  readonly issuers?: string[];

  /**
   * Values of claims, each of which a token must have, as it is or in a list; 403 otherwise. Claims are written as for `IdentityHeaders`,
   * numbers and booleans as text.
   *
   * @default - none
   */
  readonly requiredClaims?: { [claim: string]: string };

  /**
   * Scopes, all of which a token must have in `scope` or `scp`; 403 otherwise.
   *
   * @default - none
   */
  readonly requiredScopes?: string[];
}

/** The checked requirements, as Lua asks them. */
export function claimChecks({ audiences, issuers, requiredClaims, requiredScopes }: ClaimRequirements): ClaimChecks {
  const required = requiredClaims && Object.entries(requiredClaims).map(([claim, value]) => ({ path: claimPath(claim), value: checkedText('required claim value', value) }));
  if (required?.length === 0) {
    throw new Error('jwt has no requiredClaims in its list: expected at least one; name some, or leave requiredClaims out');
  }
  const scopes = requiredScopes && texts('requiredScopes', requiredScopes);
  const split = scopes?.find(scope => /\s/.test(scope));
  if (split !== undefined) {
    throw new Error(`scope '${split}' is several: expected one word each, all of which are required; write [${split.split(/\s+/).map(word => `'${word}'`).join(', ')}]`);
  }
  return {
    ...audiences && { audiences: texts('audiences', audiences) },
    ...issuers && { issuers: texts('issuers', issuers) },
    ...required && { required },
    ...scopes && { scopes },
  };
}

function texts(property: string, values: string[]): string[] {
  if (values.length === 0) {
    throw new Error(`jwt has no ${property} in its list: expected at least one; name some, or leave ${property} out`);
  }
  return values.map(value => checkedText(property, value));
}

function checkedText(what: string, value: string): string {
  // eslint-disable-next-line no-control-regex
  if (typeof value !== 'string' || value.trim() !== value || value === '' || /[\u0000-\u001f\u007f]/.test(value)) {
    throw new Error(`jwt has ${what} '${value}': expected text without spaces around it; correct it or leave it out`);
  }
  return value;
}
