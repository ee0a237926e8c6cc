import { REPLACE_AROUND } from "./region-script.js";

/** Sliders beside the numbers of a plan, and its answer anew while they move; without it the form asks on its button. */
export const PLANNER_SCRIPT = `(() => {
${REPLACE_AROUND}  const form = document.querySelector("form.planner");
  const answer = document.getElementById("answer");
  if (form === null || answer === null) return;
  const WAIT_MS = 150;
  const state = form.querySelector(".planner-state");

  const toNumber = (slider) => {
    const share = Number(slider.value) / 1000;
    const [from, to] = [Number(slider.dataset.from), Number(slider.dataset.to)];
    const value = slider.dataset.scale === "log" ? from * (to / from) ** share : from + (to - from) * share;
    return slider.dataset.whole === "yes" ? String(Math.max(1, Math.round(Number(value.toPrecision(2))))) : String(Number(value.toPrecision(2)));
  };
  const toPlace = (slider, value) => {
    const [from, to] = [Number(slider.dataset.from), Number(slider.dataset.to)];
    const share = slider.dataset.scale === "log" ? Math.log(Math.max(value, from) / from) / Math.log(to / from) : (value - from) / (to - from);
    return String(Math.round(1000 * Math.min(1, Math.max(0, share))));
  };
  const told = (slider, text) => slider.setAttribute("aria-valuetext", text === "" ? "not set" : text);
  const sliders = [...form.querySelectorAll("input[type=range]")];
  const settle = () => {
    for (const slider of sliders) {
      const field = document.getElementById(slider.dataset.for);
      slider.value = field.value === "" ? "0" : toPlace(slider, Number(field.value));
      told(slider, field.value);
    }
  };
  for (const slider of sliders) slider.hidden = false;
  settle();

  const address = () => {
    const url = new URL(form.action);
    url.search = "";
    for (const field of form.elements) {
      if (field.name === "" || field.value === "" || field.value === field.dataset.base) continue;
      if (!field.checkValidity()) return null;
      url.searchParams.append(field.name, field.value);
    }
    return url;
  };

  const replace = (fresh) => {
    const parts = replaceAround(answer, fresh, "form.planner");
    if (parts === null) throw new Error("the answer has no form");
    for (const source of parts.theirs.querySelectorAll("[data-source]")) {
      const shown = parts.mine.querySelector('[data-source="' + source.dataset.source + '"]');
      if (shown !== null) shown.textContent = source.textContent;
    }
  };

  let running = null;
  let timer = 0;
  const ask = async () => {
    const url = address();
    if (url === null) {
      state.textContent = "One of the numbers is out of its range.";
      return;
    }
    running?.abort();
    const own = new AbortController();
    running = own;
    answer.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, { signal: own.signal, headers: { accept: "text/html" } });
      if (!response.ok || response.redirected) throw new Error("no answer");
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (own !== running) return;
      const fresh = page.getElementById("answer");
      replace(fresh);
      history.replaceState(null, "", url);
      state.textContent = answer.querySelector(".lead")?.textContent ?? "";
    } catch (error) {
      if (error.name !== "AbortError") state.textContent = "The server did not answer; the numbers shown are those of before.";
    } finally {
      if (own === running) answer.removeAttribute("aria-busy");
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  };
  form.addEventListener("input", (event) => {
    const { target } = event;
    if (target.type === "range") {
      const field = document.getElementById(target.dataset.for);
      field.value = toNumber(target);
      told(target, field.value);
    } else settle();
    if (target.name === "eval") return;
    soon();
  });
  form.addEventListener("change", (event) => {
    // another eval has other numbers in every field
    if (event.target.name === "eval") location.assign(new URL("?eval=" + encodeURIComponent(event.target.value), form.action));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    void ask();
  });
})();
`;
