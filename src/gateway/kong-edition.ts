/** What a Kong gateway is licensed as; plugins and consumer groups depend on it. */
export enum KongEdition {
  /** The open-source gateway. It ends with 3.9: later versions exist as Enterprise only. */
  OSS = 'oss',
  /** Kong Gateway Enterprise, with a licence. From 3.10 on a gateway without a licence behaves as one whose licence has expired. */
  ENTERPRISE = 'enterprise',
}
