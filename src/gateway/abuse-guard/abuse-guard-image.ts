import { isText, shown } from '../../values/kinds';

/** The Node image that runs the bundle where none is given. */
const NODE_IMAGE = 'node:20-alpine';
/** A registry and path, and a tag or digest; as containers are named. */
const IMAGE = /^(?!.*\/\/)[a-z0-9]([-a-zA-Z0-9._/:]*[a-zA-Z0-9])?(@sha256:[0-9a-f]{64})?$/;

/** What the pods of an abuse guard run. */
export class AbuseGuardImage {
  /**
   * A stock image of Node 20 or newer; the program comes from a ConfigMap, so that no registry of your own is needed.
   *
   * @param nodeImage the image, best with its digest; the default is `node:20-alpine`
   * @throws when it is no name of an image
   */
  public static bundled(nodeImage: string = NODE_IMAGE): AbuseGuardImage {
    return new AbuseGuardImage(nodeImage, true);
  }

  /**
   * An image that holds the program, as `assets/abuse-guard.Dockerfile` of this package makes it.
   *
   * @throws when it is no name of an image, or has neither tag nor digest
   */
  public static of(image: string): AbuseGuardImage {
    if (isText(image) && !/:[^/]+$/.test(image)) {
      throw new Error(`image '${image}' of the abuse guard has neither tag nor digest: expected one, since pods would run whatever is latest; write for instance '${image}:1.0.0'`);
    }
    return new AbuseGuardImage(image, false);
  }

  private constructor(
    /** The name of the image. */
    public readonly image: string,
    /** Whether the program comes from a ConfigMap. */
    public readonly fromBundle: boolean) {
    if (!isText(image) || !IMAGE.test(image)) {
      throw new Error(`image of the abuse guard is ${shown(image)}: expected registry, path and tag without blanks; write for instance '${NODE_IMAGE}'`);
    }
  }
}
