/** Number of levels of a grouping. */
export function levelCount(group: Int32Array): number {
  let highest = -1;
  for (const level of group) highest = Math.max(highest, level);
  return highest + 1;
}
