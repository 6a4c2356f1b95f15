/**
 * The name of an HTTP header that the gateway reads, sets or removes.
 *
 * Underscores are refused: Kong forwards `X_User_ID` beside `X-User-ID`, and PHP, CGI and WSGI backends read both as
 * one, so that a client could set what only the gateway may set.
 */
export class HeaderName {
  /**
   * The header of that name, in the letter case that it will be sent in.
   *
   * @throws if the text holds anything but letters, digits and single inner `-`, or has more than 64 characters.
   */
  public static of(text: string): HeaderName {
    if (text.includes('_')) {
      throw new Error(`header '${text}' has an underscore, which some backends read as a hyphen; write '${text.replace(/_/g, '-')}'`);
    }
    if (!/^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/.test(text)) {
      throw new Error(`expected a header name of letters, digits and single inner '-', got '${text}'; write it as 'X-User-ID'`);
    }
    if (text.length > MAX_LENGTH) {
      throw new Error(`header '${text}' has ${text.length} characters; expected at most ${MAX_LENGTH}`);
    }
    return new HeaderName(text);
  }

  private constructor(private readonly text: string) {}

  /**
   * Every name that some backend reads as this one: each `-` as `-` or `_`. The name itself comes first.
   *
   * @throws if the name has more than 6 hyphens, which makes more than 64 spellings to clear on each request.
   */
  public spellings(): string[] {
    const words = this.text.split('-');
    if (words.length - 1 > MAX_HYPHENS) {
      throw new Error(`header '${this.text}' has ${words.length - 1} hyphens, each of which a backend may read as '_'; `
        + `choose a name with at most ${MAX_HYPHENS} to have all its spellings cleared`);
    }
    return words.slice(1).reduce((spellings, word) => spellings.flatMap((begin) => [`${begin}-${word}`, `${begin}_${word}`]), [words[0]]);
  }

  /** Whether both name one header; letter case makes no difference. */
  public sameAs(other: HeaderName): boolean {
    return this.text.toLowerCase() === other.text.toLowerCase();
  }

  /** The name as it was written. */
  public toString(): string {
    return this.text;
  }
}

const MAX_LENGTH = 64;
const MAX_HYPHENS = 6;
