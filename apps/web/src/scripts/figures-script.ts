/** Shows the title of a mark at once, beside the pointer; without it the browser's own tooltip does. */
export const FIGURES_SCRIPT = `(() => {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  const texts = new WeakMap();
  const take = (root) => {
    for (const title of root.querySelectorAll(".hf-figure title")) {
      texts.set(title.parentNode, title.textContent);
      title.remove();
    }
  };
  take(document);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node instanceof Element) take(node);
  }).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("pointermove", (event) => {
    const text = texts.get(event.target);
    tip.hidden = text === undefined;
    if (text === undefined) return;
    tip.textContent = text;
    const x = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
    const isLow = event.clientY + 18 + tip.offsetHeight > innerHeight;
    tip.style.left = Math.max(8, x) + "px";
    tip.style.top = (isLow ? event.clientY - tip.offsetHeight - 10 : event.clientY + 18) + "px";
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tip.hidden = true;
  });
})();
`;
