import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { built, newKeeper } from './build';
import { Keeper } from './keeper';
import { PROMTOOL } from './tools';

/** What promtool said. */
export interface Verdict {
  readonly ok: boolean;
  readonly text: string;
}

/** Prometheus' own judge of rules. */
export class Promtool {
  /** Builds it if it is missing. */
  public static async start(): Promise<Promtool> {
    const keeper = newKeeper();
    try {
      return new Promtool(await built(PROMTOOL, keeper), keeper);
    } catch (error) {
      await keeper.close();
      throw error;
    }
  }

  private constructor(private readonly file: string, private readonly keeper: Keeper) {}

  /** Removes its files. */
  public stop(): Promise<void> {
    return this.keeper.close();
  }

  /** `promtool check rules`, with what it merely suspects taken as wrong too. */
  public check(groups: any[]): Verdict {
    return this.run(['check', 'rules', '--lint=all', '--lint-fatal', 'rules.json'], { 'rules.json': { groups } });
  }

  /** `promtool test rules`, with its test file's fields. */
  public test(groups: any[], test: any): Verdict {
    return this.run(['test', 'rules', 'test.json'], { 'rules.json': { groups }, 'test.json': { rule_files: ['rules.json'], ...test } });
  }

  /** JSON is YAML. */
  private run(args: string[], files: Record<string, any>): Verdict {
    const folder = fs.mkdtempSync(path.join(this.keeper.folder, 'rules-'));
    for (const [name, content] of Object.entries(files)) {
      fs.writeFileSync(path.join(folder, name), JSON.stringify(content));
    }
    const { status, error, stdout, stderr } = spawnSync(this.file, args, { cwd: folder, encoding: 'utf8' });
    if (error) {
      throw error;
    }
    return { ok: status === 0, text: `${stdout}${stderr}`.trim() };
  }
}
