// A contact's page on a later day: what is next, what is not on the agenda yet, and what is settled.
// Where each follow-up goes was worked out by the build, and stands beside it.
"use strict";

(() => {
  const { hoursOn, plus } = trackerDays;
  const { make, saidHours } = trackerPieces;
  const { arranges, turn } = trackerFresh;
  const section = document.querySelector(".next");
  const NOT_YET = "ahead";
  const OVER = "over";
  // As `DAYS_AHEAD` in tracker/views/agenda_items.py.
  const DAYS_AHEAD = 14;

  // A follow-up in the form that is shown, and in the other one where it ever takes that.
  function read(element) {
    const card = element.querySelector(":scope > .card");
    const draft = element.querySelector(".draft");
    const other = element.querySelector(":scope > template");
    const now = document.createDocumentFragment();
    now.append(...[...(card || element).childNodes].filter((one) => ![draft, other].includes(one)));
    const then = other && other.content;
    const [onRank, aheadRank] = element.dataset.ranks.split(" ").map(Number);
    const on = [...(card ? now : then || make("div", {})).childNodes];
    return {
      element, draft, onRank, aheadRank,
      moves: element.dataset.moves.split(" "),
      on,
      due: on.map((one) => one.querySelector && one.querySelector("[data-due]"))
        .filter(Boolean).map((one) => one.dataset.due)[0],
      ahead: [...(card ? then || make("div", {}) : now).childNodes],
    };
  }

  function placeOn(one, day) {
    return one.moves[turn(one.moves, 2, day) + 1];
  }

  // --- What is on the agenda ---

  function card(one, place, day) {
    const made = make("div", { class: `card ${place}` }, one.on, one.draft);
    const pill = made.querySelector(".timing");
    pill.className = `timing ${place}`;
    made.querySelector(".days").firstChild.data = place === "waiting" ? "ask from " : "due ";
    const hours = made.querySelector(".hours");
    if (hours) {
      const { zone, yours, opens, closes } = hours.dataset;
      const { due } = pill.dataset;
      const found = hoursOn(due > day ? due : day, zone || null, yours, [opens, closes]);
      hours.replaceChildren(...saidHours(found).flat(Infinity).filter(Boolean));
    }
    one.element.replaceChildren(made);
  }

  function notYet(one) {
    one.element.replaceChildren(...[...one.ahead, one.draft].filter(Boolean));
  }

  function fill(list, items) {
    list.replaceChildren(...items.map((one) => one.element));
    return list;
  }

  // --- The section ---

  // Your own page has none.
  const within = (selector) => (section ? [...section.querySelectorAll(selector)] : []);
  const found = within("[data-moves]").map((element) => ({ element }));
  const [settled] = within(".settled");
  const [planned] = within(".planned");
  const empties = within(".empty");
  const [cards = make("ul", { class: "cards" })] = within(".cards");
  const [later = make("details", { class: "not-yet" },
    make("summary", {}), make("ul", { class: "plain" }))] = within(".not-yet");
  let first = cards.firstElementChild;

  function show(day) {
    const inPlace = (wanted, rank) => found
      .filter(({ place }) => wanted(place)).sort((one, other) => one[rank] - other[rank]);
    const horizon = plus(day, DAYS_AHEAD);
    // As on the agenda: what is far off comes later, and last what is past its turn.
    const delay = (one) => (one.place === "cold" ? 2 : 0) + (one.due > horizon ? 1 : 0);
    for (const one of found) {
      if (!one.moves) {
        Object.assign(one, read(one.element));
      }
      one.place = placeOn(one, day);
    }
    const on = inPlace((place) => ![NOT_YET, OVER].includes(place), "onRank")
      .sort((one, other) => delay(one) - delay(other));
    const ahead = inPlace((place) => place === NOT_YET, "aheadRank");
    on.forEach((one) => card(one, one.place, day));
    ahead.forEach(notYet);
    fill(cards, on);
    fill(later.querySelector("ul"), ahead);
    later.querySelector("summary").textContent = `Not on the agenda yet: ${ahead.length}`;
    sayEmpty(on.length, pass(day));
    place(cards, on.length, section.querySelector(".planned") || section.querySelector("h2"));
    place(later, ahead.length, [...section.querySelectorAll(".cards, .empty")].pop());
    // What is most urgent is unfolded.
    if (on.length && on[0].element !== first) {
      first = on[0].element;
      if (on[0].draft) {
        on[0].draft.open = true;
      }
    }
    settle(day);
  }

  // Events that lie behind are planned no longer; how many still are.
  function pass(day) {
    const all = planned ? [...planned.children] : [];
    const over = all.filter((one) => day >= one.dataset.over);
    over.forEach((one) => one.remove());
    if (all.length && all.length === over.length) {
      planned.remove();
    }
    return all.length - over.length;
  }

  function place(element, number, before) {
    if (!number) {
      element.remove();
    } else if (!element.isConnected) {
      before.after(element);
    }
  }

  // What keeps follow-ups away is said beside what is planned, too.
  function sayEmpty(followUps, events) {
    const isMarked = document.querySelector(".intro .mark") !== null;
    for (const one of empties) {
      const isWhile = one.classList.contains("while");
      one.hidden = followUps > 0 || isWhile !== isMarked || (!isWhile && events > 0);
    }
  }

  function settle(day) {
    if (settled) {
      for (const one of settled.querySelectorAll("[hidden][data-from]")) {
        one.hidden = day < one.dataset.from;
      }
      const number = settled.querySelectorAll("li:not([hidden])").length;
      settled.hidden = !number;
      settled.querySelector("summary").textContent = `Settled: ${number}`;
    }
  }

  // --- Words that count up to a day ---

  function sayUntil(day) {
    for (const one of document.querySelectorAll(".mark[data-until]")) {
      if (day >= one.dataset.until) {
        one.remove();
      }
    }
    for (const one of document.querySelectorAll("span[data-until]:not(.mark)")) {
      if (day >= one.dataset.until) {
        one.replaceWith("shown when nothing else is on");
      }
    }
  }

  arranges((day) => {
    sayUntil(day);
    if (section) {
      show(day);
      // Among them may be some that were not in the page before.
      sayUntil(day);
    }
  });
})();
