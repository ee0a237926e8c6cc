/** Shows the title of a mark at once, beside the pointer or on focus; without it the browser's own tooltip does. */
export const REPORT_SCRIPT = `(() => {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("role", "status");
  document.body.append(tip);
  const texts = new WeakMap();
  for (const title of document.querySelectorAll(".hf-figure title")) {
    texts.set(title.parentNode, title.textContent);
    title.remove();
  }
  document.addEventListener("pointermove", (event) => {
    const text = texts.get(event.target);
    tip.hidden = text === undefined;
    if (text === undefined) return;
    tip.textContent = text;
    const x = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
    const y = event.clientY + 18 + tip.offsetHeight > innerHeight ? event.clientY - tip.offsetHeight - 10 : event.clientY + 18;
    tip.style.left = Math.max(8, x) + "px";
    tip.style.top = y + "px";
  });
})();
`;
