// Keeps a page on the reader's own day: when it is opened or come back to, and at midnight, in the
// zone of tracker.toml. What the day changes was worked out by the build; what a page needs of it is
// named in the script element's `data-later`, and loaded on a later day alone: on the day of the
// build nothing is touched. A page that nothing arranges says which day it is from, and no
// more. Pages with `as_of` have no `data-built`, and stay.
"use strict";

const trackerFresh = (() => {
  const { away, between, follow, notIn, timeliness, written } = trackerDays;
  const { built, zone } = document.body.dataset;
  const { src, dataset: { later = "" } } = document.currentScript;
  const root = new URL("..", src);
  const arrangements = [];
  let loading = null;
  let latest = built;

  function load(name) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL(name, root);
      script.addEventListener("load", done);
      script.addEventListener("error", failed);
      document.head.append(script);
    });
  }

  // One after the other: each uses those that are named before it.
  async function loadAll(names) {
    for (const name of names) {
      await load(name);
    }
  }

  // How late and how soon, wherever that stands.
  function sayTimings(day) {
    for (const one of document.querySelectorAll(".timing[data-due]")) {
      say(one, timeliness(one.dataset.due, one.dataset.deadline, day));
    }
    for (const one of document.querySelectorAll(".timing[data-day]")) {
      say(one, away(one.dataset.day, day));
    }
  }

  // What was ahead and has come, and which day was the last.
  function tell(day) {
    for (const one of document.querySelectorAll("[data-behind]")) {
      if (day >= one.dataset.behind) {
        one.classList.remove("ahead");
        one.querySelectorAll(".mark, .sheet-link").forEach((each) => each.remove());
        one.removeAttribute("data-behind");
      }
    }
    for (const one of document.querySelectorAll("time[data-later]")) {
      const days = one.dataset.later.split(" ");
      const at = turn(days, 2, day);
      if (days[at] <= day) {
        one.dateTime = days[at + 1];
        say(one, written(days[at + 1]));
        one.parentElement.hidden = false;
      }
    }
  }

  function say(element, words) {
    if (element.textContent !== words) {
      element.textContent = words;
    }
  }

  function ready() {
    loading = loading || loadAll(later.split(" ").filter(Boolean));
    return loading;
  }

  // Finds what stands for a link or a summary once the page is arranged: in the same section, what
  // leads to the same place, or folds something away.
  function twinOf(element) {
    const { localName } = element || {};
    const href = localName === "a" ? `[href="${CSS.escape(element.getAttribute("href"))}"]` : "";
    const section = localName && element.closest("main [aria-labelledby]");
    const within = section ? `[aria-labelledby="${section.getAttribute("aria-labelledby")}"]` : "main";
    const all = () => [...document.querySelectorAll(`${within} ${localName}${href}`)];
    const at = ["a", "summary"].includes(localName) ? all().indexOf(element) : -1;
    return () => (at < 0 ? null : all()[at] || all()[0]);
  }

  async function show(day) {
    latest = day;
    const note = document.querySelector(".fresh");
    // Lines to copy into a log are of the day on which that is done.
    for (const one of document.querySelectorAll("[data-today='iso']")) {
      say(one, day);
    }
    try {
      await ready();
    } catch {
      // What was to be told of this day is not there: the page stays on the one that it names.
      return;
    }
    if (day !== latest) {
      return;
    }
    if (!arrangements.length) {
      // A page that stays, or one of somebody's own that has not what is to be arranged.
      if (note) {
        note.textContent = `As of ${written(built)}: the next tracker build brings it up to date.`;
      }
      return;
    }
    const focused = document.activeElement;
    const findAgain = twinOf(focused);
    for (const arrange of arrangements) {
      arrange(day, between(built, day));
    }
    tell(day);
    sayTimings(day);
    if (note) {
      note.textContent = notIn(built);
    }
    document.dispatchEvent(new Event("tracker:arranged"));
    // What was moved, by those who were told of it too, has lost the keyboard; so has what was made
    // anew, where nobody gave it to another.
    const isLost = document.activeElement === document.body;
    const again = focused && focused.isConnected ? focused : isLost && findAgain();
    if (again && again !== document.activeElement) {
      again.focus({ preventScroll: true });
    }
  }

  // What is so on a day by a flat list of days, each with what is so from then on, `width` long: the
  // place of the last that has come. They are counted from the day of the build, or all written out.
  function turn(course, width, passed) {
    let at = 0;
    while (at + width < course.length && course[at + width] <= passed) {
      at += width;
    }
    return at;
  }

  if (built) {
    // Other scripts have then said what they do.
    document.addEventListener("DOMContentLoaded", () => follow(zone, built, show));
  }

  return {
    // What a script does on another day: it is told the day, and how many have passed since the build.
    arranges: (arrange) => arrangements.push(arrange),
    // Loads what other days need, for whoever needs it before.
    ready,
    // What leads from the page to the site's folder, as its links begin.
    root: document.currentScript.getAttribute("src").replace(/assets\/.*$/, ""),
    turn,
  };
})();
