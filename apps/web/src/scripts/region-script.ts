/**
 * A function for scripts that ask for their page again: all of the answer is replaced but the part that holds what
 * the reader is using, and what was open stays open.
 */
export const REPLACE_AROUND = `const replaceAround = (answer, fresh, selector) => {
  const holderIn = (root) => [...root.children].find((child) => child.querySelector(selector) !== null || child.matches(selector));
  const mine = holderIn(answer);
  const theirs = holderIn(fresh);
  if (mine === undefined || theirs === undefined) return null;
  for (const one of answer.querySelectorAll(".exhibit details[open]"))
    fresh.querySelector("#" + CSS.escape(one.closest(".exhibit").id) + " details")?.setAttribute("open", "");
  for (const child of [...answer.children]) if (child !== mine) child.remove();
  const parts = [...fresh.children];
  const at = parts.indexOf(theirs);
  for (const part of parts.slice(0, at)) answer.insertBefore(part, mine);
  for (const part of parts.slice(at + 1)) answer.append(part);
  return { mine, theirs };
};
`;
