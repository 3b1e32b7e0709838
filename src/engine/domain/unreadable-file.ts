const words: Readonly<Partial<Record<string, string>>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EMFILE: 'too many files are open',
  EIO: 'the disk fails',
};

/** Words where the system has only a code. */
export function whyUnreadable(error: unknown): string {
  const code = String((error as { readonly code?: unknown } | null)?.code);
  return words[code] ?? (error instanceof Error ? error.message : String(error));
}

export function unreadableFile(path: string, error: unknown): string {
  return `${path} cannot be read: ${whyUnreadable(error)}`;
}
