import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { EngineEvent, LocalWorkspace, OpType, OutputMap, PulumiCommand, Stack, StepEventMetadata } from '@pulumi/pulumi/automation';
import { ApiServer } from './api-server';
import { built } from './build';
import { PULUMI, PULUMI_KUBERNETES } from './tools';

/** A program of Pulumi; what it returns are the outputs of the stack. */
export type Program = () => Record<string, any> | void;

/** The begin or the end of what the engine does with a resource. */
export interface Step {
  readonly phase: 'begin' | 'end' | 'failure';
  readonly op: OpType;
  /** Pulumi's type: `kubernetes:core/v1:ConfigMap`. */
  readonly type: string;
  /** Pulumi's name. */
  readonly name: string;
  readonly metadata: StepEventMetadata;
}

/** What became of a preview, an update or a destruction. */
export interface Run {
  readonly ok: boolean;
  /** What the command line said. */
  readonly text: string;
  /** In the order of time. */
  readonly steps: Step[];
  readonly outputs: OutputMap;
}

/** What stands in an event where a value is not known yet. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** Pulumi's engine with its provider for Kubernetes, and a backend in the folder of a cluster's processes. The programs run in this process. */
export class Pulumi {
  /** Builds what is missing. */
  public static async start(cluster: ApiServer): Promise<Pulumi> {
    const root = path.join(cluster.keeper.folder, 'pulumi');
    ['bin', 'home', 'state'].forEach(name => fs.mkdirSync(path.join(root, name), { recursive: true }));
    fs.symlinkSync(await built(PULUMI, cluster.keeper), path.join(root, 'bin', 'pulumi'));
    // The engine finds the provider on its PATH, by this name.
    fs.writeFileSync(path.join(root, 'bin', 'pulumi-resource-kubernetes'), endingWithItsParent(await built(PULUMI_KUBERNETES, cluster.keeper)), { mode: 0o755 });
    return new Pulumi(root, await PulumiCommand.get({ root }));
  }

  private constructor(private readonly root: string, private readonly pulumiCommand: PulumiCommand) {}

  /** A stack without resources. */
  public async stack(projectName: string, stackName: string): Promise<PulumiStack> {
    const workDir = path.join(this.root, 'work', projectName, stackName);
    fs.mkdirSync(workDir, { recursive: true });
    const state = path.join(this.root, 'state');
    const url = `file://${state}`;
    const stack = await LocalWorkspace.createStack({ projectName, stackName, program: async () => {} }, {
      workDir,
      pulumiCommand: this.pulumiCommand,
      pulumiHome: path.join(this.root, 'home'),
      projectSettings: { name: projectName, runtime: 'nodejs', backend: { url } },
      envVars: {
        PULUMI_BACKEND_URL: url,
        PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString('hex'),
        PULUMI_SKIP_UPDATE_CHECK: 'true',
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      },
    });
    return new PulumiStack(stack, state);
  }
}

/** A stack, and what is done to it. */
export class PulumiStack {
  /** @param state the folder of the backend */
  constructor(private readonly stack: Stack, private readonly state: string) {}

  public preview(program: Program): Promise<Run> {
    return this.run(program, async (onEvent, onOutput) => {
      await this.stack.preview({ onEvent, onOutput, color: 'never' });
    });
  }

  public up(program: Program): Promise<Run> {
    return this.run(program, async (onEvent, onOutput) => (await this.stack.up({ onEvent, onOutput, color: 'never' })).outputs);
  }

  public destroy(): Promise<Run> {
    return this.run(() => {}, async (onEvent, onOutput) => {
      await this.stack.destroy({ onEvent, onOutput, color: 'never' });
    });
  }

  /** The resources as the state file has them: what the engine gives back on request, it has decrypted. */
  public async resources(): Promise<any[]> {
    const { name } = await this.stack.workspace.projectSettings();
    return JSON.parse(fs.readFileSync(path.join(this.state, '.pulumi', 'stacks', name, `${this.stack.name}.json`), 'utf8')).checkpoint.latest.resources ?? [];
  }

  /** Forgets a stack that has no resources. */
  public async remove(): Promise<void> {
    await this.stack.workspace.removeStack(this.stack.name);
  }

  private async run(
    program: Program, work: (onEvent: (event: EngineEvent) => void, onOutput: (text: string) => void) => Promise<OutputMap | void>,
  ): Promise<Run> {
    const [steps, said]: [Step[], string[]] = [[], []];
    const onEvent = (event: EngineEvent) => {
      const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent } = event;
      for (const [phase, metadata] of [['begin', resourcePreEvent?.metadata], ['end', resOutputsEvent?.metadata], ['failure', resOpFailedEvent?.metadata]] as const) {
        if (metadata) {
          steps.push({ phase, op: metadata.op, type: metadata.type, name: metadata.urn.split('::').pop()!, metadata });
        }
      }
      if (diagnosticEvent) {
        said.push(diagnosticEvent.message);
      }
    };
    this.stack.workspace.program = async () => program();
    try {
      const outputs = await work(onEvent, text => said.push(text)) ?? {};
      return { ok: true, text: said.join(''), steps, outputs };
    } catch (error) {
      return { ok: false, text: `${said.join('')}\n${(error as Error).message}`, steps, outputs: {} };
    }
  }
}

/** The engine gives its plugins process groups of their own, and when it is killed they would go on. */
function endingWithItsParent(program: string): string {
  return `#!/bin/sh
'${program}' "$@" &
program=$!
trap 'kill $program 2>/dev/null' EXIT
trap 'exit 0' HUP INT TERM
while kill -0 $PPID 2>/dev/null && kill -0 $program 2>/dev/null; do sleep 1; done
`;
}

/** What is done otherwise than left alone, once for each resource: `update kubernetes:core/v1:ConfigMap settings`. */
export function changes(run: Run): string[] {
  return run.steps.filter(({ phase, op }) => phase === 'begin' && op !== 'same').map(({ op, type, name }) => `${op} ${type} ${name}`);
}
