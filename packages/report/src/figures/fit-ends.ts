import { fitName, textWidth } from "./fit-text.js";

/** The text, or its two ends with an ellipsis between them: names that begin alike stay told apart. */
export function fitEnds(text: string, width: number, fontSize = 12): string {
  if (textWidth(text, fontSize) <= width) return text;
  const characters = [...text];
  for (let kept = characters.length - 1; kept > 2; kept -= 1) {
    const head = characters.slice(0, Math.ceil(kept / 2)).join("");
    const cut = `${head}…${characters.slice(characters.length - Math.floor(kept / 2)).join("")}`;
    if (textWidth(cut, fontSize) <= width) return cut;
  }
  return "…";
}

/** The name of an arm: of ingredients every one is cut alike, of any other name the middle goes. */
export function fitArm(name: string, width: number, fontSize = 12): string {
  return name.includes("+") ? fitName(name, width, fontSize) : fitEnds(name, width, fontSize);
}
