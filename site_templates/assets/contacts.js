// The next step and the last contact of everyone in a list, on a later day. Made as `contact_row` in
// site_templates/parts/people.html makes them.
"use strict";

(() => {
  const { plus } = trackerDays;
  const { make, time } = trackerPieces;
  const { arranges, root, turn } = trackerFresh;
  const { built, states, rows } = trackerContacts;

  function next(cell, [title, due, deadline], state) {
    cell.replaceChildren(make("span", { class: "step" }, title), " ", make("span", {
      class: `timing ${states[state]}`,
      "data-due": plus(built, due),
      "data-deadline": plus(built, deadline),
    }));
  }

  function last(cell, day) {
    cell.replaceChildren(...day === null ? [] : [time(plus(built, day))]);
  }

  // The rows of the page that change, each with what is so from which day on. They are looked for
  // before anybody sorts them.
  const told = new Map(rows.map(([href, ...course]) => [root + href, course]));
  const changing = [...document.querySelectorAll("table.people tbody tr")].flatMap((row) => {
    const who = row.querySelector("th a");
    const [steps, course, lasts] = (who && told.get(who.getAttribute("href"))) || [];
    const cell = (label) => row.querySelector(`[data-label="${label}"]`);
    const [nextCell, lastCell] = [cell("Next"), cell("Last contact")];
    return steps && nextCell && lastCell
      ? [{ steps, course, lasts, nextCell, lastCell, at: 0, lastAt: 0 }] : [];
  });

  arranges((day, passed) => {
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
  });
})();
