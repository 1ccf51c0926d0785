// The pipeline on a later day: next steps, last entries, and the order of each column. Made as
// site_templates/parts/tile.html makes them.
"use strict";

(() => {
  const { plus } = trackerDays;
  const { make, time } = trackerPieces;
  const { arranges, turn } = trackerFresh;
  const { built, states, columns, tilesOpen } = trackerPipeline;
  // Where a tile without a next step stands: behind all others.
  const NEVER = Infinity;

  // What the data say of a tile on a day. `stuck` is the day from which nothing is planned.
  function tileOn([steps, course, lasts, stuck], passed) {
    const at = turn(course, 3, passed);
    const [, which, state] = course.slice(at, at + 3);
    const step = which < 0 ? null : steps[which];
    const [, kind, last] = lasts ? lasts.slice(turn(lasts, 3, passed)) : [];
    return {
      step,
      state: states[state],
      order: step ? step[1] : NEVER,
      isStuck: !step && stuck !== undefined && passed >= stuck,
      kind,
      last,
      hasLast: Boolean(lasts),
    };
  }

  function nextStep({ step, state, isStuck }) {
    if (!step) {
      return isStuck ? make("p", { class: "next-step missing" }, "No next step") : null;
    }
    const [title, days, until, hour] = step;
    const day = plus(built, days);
    const pill = state === "event"
      ? { class: "timing event-timing", "data-day": day }
      : { class: `timing ${state}`, "data-due": day, "data-deadline": plus(built, until) };
    return make("p", { class: "next-step" }, "Next: ", make("b", {}, title), hour && `, ${hour}`,
      ", ", time(day), " ", make("span", pill));
  }

  function change(element, now) {
    element.className = now.step ? `tile ${now.state}` : "tile";
    if (now.hasLast) {
      const before = [...element.querySelectorAll(".meta")].find((one) => one.querySelector("time"));
      const said = now.last === null ? null : make("p", { class: "meta" }, `Last: ${now.kind}, `,
        time(plus(built, now.last)));
      if (before) {
        before.remove();
      }
      element.append(...[said].filter(Boolean));
    }
    for (const one of element.querySelectorAll(".next-step")) {
      one.remove();
    }
    element.append(...[nextStep(now)].filter(Boolean));
  }

  // The data have the tiles of a column in the order of those of one day.
  function ordered(tiles) {
    return [...tiles].sort((one, other) => (
      one.now.order === other.now.order ? one.rank - other.rank : one.now.order - other.now.order
    ));
  }

  function dayOf(element) {
    const pill = element.querySelector(".next-step .timing");
    return pill ? pill.dataset.due || pill.dataset.day : "";
  }

  // The tiles of a column, each with its element: null where the page is not as it was built.
  function tilesOf(column, data) {
    const elements = [...column.querySelectorAll(".tile")];
    const tiles = ordered(data.map((said, rank) => ({ said, rank, now: tileOn(said, 0) })));
    tiles.forEach((one, at) => { one.element = elements[at]; });
    const fits = elements.length === tiles.length && tiles.every(({ now, element }) => (
      dayOf(element) === (now.step ? plus(built, now.step[1]) : "")
    ));
    return fits ? tiles : null;
  }

  const found = Object.entries(columns).flatMap(([name, data]) => {
    const column = document.querySelector(`.column[aria-labelledby="${name}"]`);
    const tiles = column && tilesOf(column, data);
    return tiles ? [{ lists: [...column.querySelectorAll(".tiles")], tiles }] : [];
  });

  function show(day, passed) {
    for (const column of found) {
      for (const one of column.tiles) {
        const now = tileOn(one.said, passed);
        if (JSON.stringify(now) !== JSON.stringify(one.now)) {
          one.now = now;
          change(one.element, now);
        }
      }
      const tiles = ordered(column.tiles);
      if (tiles.some((one, at) => one !== column.tiles[at])) {
        column.tiles = tiles;
        const [open, more] = column.lists;
        open.append(...tiles.slice(0, tilesOpen).map((one) => one.element));
        if (more) {
          more.append(...tiles.slice(tilesOpen).map((one) => one.element));
        }
      }
    }
  }

  if (found.length) {
    arranges(show);
  }
})();
