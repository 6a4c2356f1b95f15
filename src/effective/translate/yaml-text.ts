/**
 * Reads the YAML that people store as a plugin's config in a Secret: maps, lists and plain values, by indentation. What goes beyond that
 * (anchors, texts over several lines, flow maps that are no JSON) is not read.
 *
 * @returns the value; undefined for what is not read
 */
export function parseYaml(text: string): unknown {
  const lines: Line[] = [];
  for (const raw of text.split('\n')) {
    const content = raw.replace(/(^|\s)#.*$/, '').trimEnd();
    if (content.trim() !== '' && content.trim() !== '---') {
      lines.push({ indent: content.length - content.trimStart().length, content: content.trimStart() });
    }
  }
  try {
    const reader = new Reader(lines);
    const value = reader.block(lines[0]?.indent ?? 0);
    return reader.done ? value : undefined;
  } catch {
    return undefined;
  }
}

interface Line {
  indent: number;
  content: string;
}

class Reader {
  private at = 0;

  constructor(private readonly lines: Line[]) {}

  public get done(): boolean {
    return this.at >= this.lines.length;
  }

  public block(indent: number): unknown {
    const line = this.lines[this.at];
    if (!line) {
      return null;
    }
    return /^-(\s|$)/.test(line.content) ? this.items(indent) : this.entries(indent);
  }

  private items(indent: number): unknown[] {
    const found: unknown[] = [];
    for (let line = this.lines[this.at]; line && line.indent === indent && /^-(\s|$)/.test(line.content); line = this.lines[this.at]) {
      const rest = line.content.slice(1).trimStart();
      if (rest === '') {
        this.at++;
        found.push(this.nested(indent + 1));
      } else if (/^[^"'[{][^:]*:(\s|$)/.test(rest)) {
        line.indent += line.content.length - rest.length;
        line.content = rest;
        found.push(this.entries(line.indent));
      } else {
        this.at++;
        found.push(scalar(rest));
      }
    }
    return found;
  }

  private entries(indent: number): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    for (let line = this.lines[this.at]; line && line.indent === indent; line = this.lines[this.at]) {
      const entry = /^("[^"]*"|'[^']*'|[^\s"'[{&*!|>%@`#-][^:]*?|-[^\s:][^:]*?)\s*:(?:\s+(.*))?$/.exec(line.content);
      if (!entry) {
        throw new Error(line.content);
      }
      this.at++;
      found[String(scalar(entry[1], true))] = entry[2] ? scalar(entry[2]) : this.nested(indent, true);
    }
    return found;
  }

  /** What stands below a key or dash; a list may stand at the key's own indentation. */
  private nested(indent: number, belowKey: boolean = false): unknown {
    const line = this.lines[this.at];
    const deeper = line && (line.indent > indent || (!belowKey && line.indent === indent));
    return deeper || (line?.indent === indent && /^-(\s|$)/.test(line.content)) ? this.block(line.indent) : null;
  }
}

function scalar(text: string, key: boolean = false): unknown {
  if (/^"/.test(text) || /^[[{]/.test(text)) {
    return JSON.parse(text);
  }
  if (/^'/.test(text)) {
    if (!/^'(?:[^']|'')*'$/.test(text)) {
      throw new Error(text);
    }
    return text.slice(1, -1).replaceAll("''", "'");
  }
  if (/^[&*!|>%@`]/.test(text) || (!key && /:\s/.test(text))) {
    throw new Error(text);
  }
  if (key || !/^(?:~|null|true|false|[+-]?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)$/i.test(text)) {
    return text;
  }
  const lower = text.toLowerCase();
  return lower === '~' || lower === 'null' ? null : lower === 'true' ? true : lower === 'false' ? false : Number(text);
}
