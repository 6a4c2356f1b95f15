import { Duration } from 'cdk8s';
import { wholeSeconds } from './durations';
import { checkedReason } from './reason';
import { ChallengeAnswer } from '../lua/bot-score';

/** What a suspicious request is answered, instead of being passed on with its score. */
export class BotChallenge {
  /**
   * 429 with `Retry-After`: a well-behaved program waits, a person does not notice.
   *
   * @throws when the time is no whole number of seconds from a second to a day
   */
  public static retryLater(after: Duration): BotChallenge {
    const seconds = wholeSeconds('time of a bot challenge', after);
    if (seconds < 1 || seconds > 86400) {
      throw new Error(`time of a bot challenge is ${seconds} seconds: expected from 1 to 86400; write for instance Duration.seconds(30)`);
    }
    return new BotChallenge({ status: 429, message: 'Too Many Requests', retryAfter: seconds });
  }

  /**
   * 403 with a reason, which the caller reads.
   *
   * @throws when the reason is shorter than a sentence
   */
  public static forbidden(reason: string): BotChallenge {
    return new BotChallenge({ status: 403, message: checkedReason('bot challenge', reason) });
  }

  private constructor(
    /** @internal */
    public readonly _answer: ChallengeAnswer,
  ) {}
}
