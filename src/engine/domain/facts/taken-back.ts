type Body = Readonly<Record<string, unknown>>;

/**
 * A print that was taken back and is told again as if it stood: by a page that was made before and read after. It stays
 * taken back; another price or size is a correction.
 */
export function staysTakenBack(then: Body, now: Body): boolean {
  return (
    then['cancelled'] === true &&
    now['cancelled'] === false &&
    then['price'] === now['price'] &&
    then['size'] === now['size']
  );
}
