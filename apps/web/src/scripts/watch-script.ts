import { REPLACE_AROUND } from "./region-script.js";

/** Follows what is recorded of an ablation and shows its watches anew; without it the page is as it was read. */
export const WATCH_SCRIPT = `(() => {
${REPLACE_AROUND}  const live = document.querySelector(".live");
  const answer = document.getElementById("answer");
  if (live === null || answer === null) return;
  const LEAST_MS = 2000;
  const SOON_MS = 150;
  const KINDS = ["recorded", "alarm", "intervened", "excluded", "readmitted", "amended", "restored"];
  const state = live.querySelector(".live-state");
  const news = live.querySelector(".live-news");
  const time = live.querySelector(".live-time");
  const show = (name, words) => {
    live.dataset.state = name;
    state.textContent = words;
  };
  const clock = () => new Date().toLocaleTimeString();
  let asked = 0;
  let timer = 0;
  let isAsking = false;
  let isDue = false;

  const ask = async () => {
    timer = 0;
    if (isAsking) {
      isDue = true;
      return;
    }
    isAsking = true;
    asked = performance.now();
    try {
      const response = await fetch(location.href, { headers: { accept: "text/html" } });
      if (!response.ok || response.redirected) throw new Error("no answer");
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const before = answer.querySelector(".lead")?.textContent;
      const parts = replaceAround(answer, page.getElementById("answer"), ".live");
      if (parts === null) throw new Error("the answer is another one");
      time.textContent = parts.theirs.querySelector(".live-time").textContent + "; shown since " + clock();
      const after = answer.querySelector(".lead")?.textContent;
      if (after !== before) news.textContent = after ?? "";
    } catch {
      show("lost", "The page could not be read again; it is tried at the next event.");
    } finally {
      isAsking = false;
      if (isDue) {
        isDue = false;
        soon();
      }
    }
  };
  const soon = () => {
    if (timer !== 0) return;
    timer = setTimeout(ask, Math.max(SOON_MS, asked + LEAST_MS - performance.now()));
  };

  const query = new URLSearchParams({ identity: live.dataset.identity, kind: KINDS.join(",") });
  const events = new EventSource("/v1/events?" + query);
  let wasOpen = false;
  events.onopen = () => {
    show("live", "live");
    // what was recorded between the reading of the page and the stream, or while it was away, is read now
    soon();
    wasOpen = true;
  };
  events.onerror = () => {
    if (events.readyState === EventSource.CLOSED) show("lost", "not live: reload the page");
    else show("reconnecting", wasOpen ? "reconnecting" : "connecting");
  };
  for (const kind of KINDS) events.addEventListener(kind, soon);
  addEventListener("pagehide", () => events.close());
})();
`;
