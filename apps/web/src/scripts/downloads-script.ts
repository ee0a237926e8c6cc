/** Gives a figure as a PNG of twice its size, drawn by the browser from the SVG that anybody may download. */
export const DOWNLOADS_SCRIPT = `(() => {
  const SCALE = 2;
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const draw = async (button) => {
    const response = await fetch(button.dataset.figure);
    if (!response.ok) throw new Error("the figure was not given");
    const source = URL.createObjectURL(await response.blob());
    try {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth * SCALE;
      canvas.height = image.naturalHeight * SCALE;
      const brush = canvas.getContext("2d");
      brush.scale(SCALE, SCALE);
      brush.drawImage(image, 0, 0);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
      if (blob === null) throw new Error("the picture is too large");
      save(blob, button.dataset.name);
    } finally {
      URL.revokeObjectURL(source);
    }
  };
  const offer = (root) => {
    for (const button of root.querySelectorAll("button.png[hidden]")) button.hidden = false;
  };
  offer(document);
  new MutationObserver(() => offer(document)).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.png");
    if (!button) return;
    button.disabled = true;
    const words = button.textContent;
    try {
      await draw(button);
    } catch (error) {
      button.textContent = "PNG failed: take the SVG";
      setTimeout(() => (button.textContent = words), 4000);
    } finally {
      button.disabled = false;
    }
  });
})();
`;
