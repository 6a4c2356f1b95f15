/** A reason that a reviewer can read, on one line. */
export function checkedReason(what: string, reason: string): string {
  const text = reason.trim().replace(/\s+/g, ' ');
  if (text.length < 10) {
    throw new Error(`${what} has the reason '${reason}': expected a sentence that a reviewer understands; say why it is safe here`);
  }
  return text;
}
