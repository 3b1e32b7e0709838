/** Where the local socket of a process is. On Windows the run directory is a pipe prefix such as `\\.\pipe\quorum-1a2b`. */
export function socketPath(runDirectory: string, name: string): string {
  return runDirectory.startsWith('\\\\.\\pipe\\') ? `${runDirectory}-${name}` : `${runDirectory}/${name}.sock`;
}
