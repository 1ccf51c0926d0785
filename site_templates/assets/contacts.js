// The next step and the last contact of everyone in a list, on a later day. Made as `contact_row` in
// site_templates/parts/people.html makes them.
"use strict";

(() => {
  const { plus } = trackerDays;
  const { make, time } = trackerPieces;
  const { arranges, root, turn } = trackerFresh;
  const { built, states, rows } = trackerContacts;

  function next(cell, [title, due, deadline], state) {
    const day = plus(built, due);
    const pill = states[state] === "event"
      ? { class: "timing event-timing", "data-day": day }
      : { class: `timing ${states[state]}`, "data-due": day, "data-deadline": plus(built, deadline) };
    cell.replaceChildren(make("span", { class: "step" }, title), " ", make("span", pill));
  }

  function last(cell, day) {
    cell.replaceChildren(...day === null ? [] : [time(plus(built, day))]);
  }

  // All cells of a column by their rows: to ask thousands of rows one by one takes much longer.
  function cells(label) {
    const found = document.querySelectorAll(`table.people td[data-label="${label}"]`);
    return new Map(Array.from(found, (cell) => [cell.parentElement, cell]));
  }

  // The rows of the page that change, each with what is so from which day on.
  const told = new Map(rows.map(([href, ...course]) => [root + href, course]));
  const [nextCells, lastCells] = [cells("Next"), cells("Last contact")];
  const changing = [...document.querySelectorAll("table.people tbody th a")].flatMap((who) => {
    const [steps, course, lasts] = told.get(who.getAttribute("href")) || [];
    const row = who.closest("tr");
    const [nextCell, lastCell] = [nextCells.get(row), lastCells.get(row)];
    return steps && nextCell && lastCell
      ? [{ steps, course, lasts, nextCell, lastCell, at: 0, lastAt: 0 }] : [];
  });

  function show(day, passed) {
    for (const one of changing) {
      const at = turn(one.course, 3, passed);
      if (at !== one.at) {
        const [, which, state] = one.course.slice(at);
        if (which < 0) {
          one.nextCell.replaceChildren();
        } else {
          next(one.nextCell, one.steps[which], state);
        }
        one.at = at;
      }
      const lastAt = one.lasts ? turn(one.lasts, 2, passed) : 0;
      if (lastAt !== one.lastAt) {
        last(one.lastCell, one.lasts[lastAt + 1]);
        one.lastAt = lastAt;
      }
    }
  }

  // A company may have nobody, and its page has other days to tell all the same.
  if (nextCells.size || !document.body.classList.contains("list")) {
    arranges(show);
  }
})();
