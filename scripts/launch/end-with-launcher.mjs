// Loaded into the host before its own code. The launcher holds the other end of standard input: when that end goes away,
// however the launcher died, the host is asked to stop.
process.stdin.on('error', () => undefined);
process.stdin.on('close', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
/** @type {import('node:net').Socket} */ (process.stdin).unref();
