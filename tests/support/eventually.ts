type Patience = { readonly timeoutMs?: number; readonly pollMs?: number };

/**
 * Polls until `probe` stops throwing and answers with its result; past the time limit it throws the probe's last error.
 * The only way tests wait: never sleep for a fixed time.
 */
export async function eventually<Result>(
  probe: () => Result | Promise<Result>,
  patience: Patience = {},
): Promise<Result> {
  const { timeoutMs = 10_000, pollMs = 10 } = patience;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (performance.now() >= deadline) throw withWaitedTime(error, timeoutMs);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

function withWaitedTime(error: unknown, timeoutMs: number): Error {
  if (!(error instanceof Error)) return new Error(`still failing after ${timeoutMs} ms: ${String(error)}`);
  error.message = `still failing after ${timeoutMs} ms: ${error.message}`;
  return error;
}
