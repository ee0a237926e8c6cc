/** Buttons that copy a text of the page; without it the text can be selected. */
export const COPY_SCRIPT = `(() => {
  const offer = (root) => {
    for (const button of root.querySelectorAll("button.copy[hidden]")) button.hidden = false;
  };
  offer(document);
  new MutationObserver(() => offer(document)).observe(document.body, { childList: true, subtree: true });
  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.copy");
    if (!button) return;
    const node = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(node.textContent);
      button.textContent = "Copied";
    } catch {
      // a page that is not served securely may not write: the reader's own keys then do
      select(node);
      button.textContent = "Selected: copy it";
    }
    setTimeout(() => (button.textContent = "Copy"), 2500);
  });
})();
`;
