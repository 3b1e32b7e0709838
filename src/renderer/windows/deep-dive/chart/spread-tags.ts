/**
 * Moves tags on the price axis apart so that each can be read: order is kept, neighbours end at least `gap` apart, groups stay
 * centred on where their tags belong, as far as `bounds` leave room.
 */
export function spreadTags(
  places: readonly number[],
  gap: number,
  bounds: readonly [number, number] = [-Infinity, Infinity],
): readonly number[] {
  type Group = { centre: number; readonly members: number[] };
  const order = places.map((_, index) => index).toSorted((one, other) => (places[one] ?? 0) - (places[other] ?? 0));
  const groups: Group[] = [];
  const half = (group: Group): number => (group.members.length * gap) / 2;
  for (const index of order) {
    let last: Group = { centre: places[index] ?? 0, members: [index] };
    for (
      let before = groups.at(-1);
      before && before.centre + half(before) > last.centre - half(last);
      before = groups.at(-1)
    ) {
      groups.pop();
      const members = [...before.members, ...last.members];
      last = { centre: members.reduce((sum, member) => sum + (places[member] ?? 0), 0) / members.length, members };
    }
    groups.push(last);
  }
  const spread = [...places];
  for (const group of groups)
    group.members.forEach(
      (member, at) => (spread[member] = group.centre + (at - (group.members.length - 1) / 2) * gap),
    );
  let least = bounds[0];
  for (const index of order) {
    spread[index] = Math.max(spread[index] ?? 0, least);
    least = (spread[index] ?? 0) + gap;
  }
  let most = bounds[1];
  for (const index of order.toReversed()) {
    spread[index] = Math.min(spread[index] ?? 0, most);
    most = (spread[index] ?? 0) - gap;
  }
  return spread;
}
