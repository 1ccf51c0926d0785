// The calendar on a later day: what stands on which day, what is late, and how full the weeks ahead
// are; `calendar_page` and `weeks_ahead` in tracker/views/, said once more. Made as
// site_templates/calendar.html makes it. A page without the places for it stays as it is.
"use strict";

(() => {
  const { count, grouped, monthName, plus, shortDay, weekday, WEEKDAYS } = trackerDays;
  const { link, make, time } = trackerPieces;
  const { arranges, turn } = trackerFresh;
  const { built, states, days, off, itemsOpen, weeksAhead, heights } = trackerCalendar;
  const WORDS = { overdue: "late", waiting: "their turn" };

  const places = {
    summary: document.querySelector(".intro .summary"),
    months: document.getElementById("arranged"),
  };

  // --- Items, as in parts/day.html ---

  const isEvent = (state) => ["event", "over"].includes(state);

  function made([who, href, title, about, links]) {
    return make("li", {}, link([who, href]), " ", make("span", { class: "what-for" }, title),
      about && [" ", make("span", { class: "about" }, about)],
      links.map(([text, to]) => [" ", make("a", { class: "sheet", href: to }, text)]));
  }

  function change(element, state) {
    element.className = isEvent(state) ? "event" : state;
    for (const one of element.querySelectorAll(state === "over" ? ".sheet" : ".state")) {
      one.remove();
    }
    if (WORDS[state]) {
      [...element.querySelectorAll(".what-for, .about")].pop()
        .after(" ", make("span", { class: "state" }, WORDS[state]));
    }
  }

  // The items of a day, each with its element where it is on the page; null where that is not as it
  // was built.
  function itemsOf(day, data) {
    const elements = document.querySelectorAll(`#d${day} .items > li`);
    let at = 0;
    const items = data.map(([course, fields]) => {
      const state = states[course[1]];
      const element = state ? elements[at++] : null;
      return { course, fields, state, element };
    });
    return at === elements.length ? items : null;
  }

  const found = Object.entries(days).map(([day, data]) => ({ day, items: itemsOf(day, data) }));

  // What stands on which day.
  function standing(passed) {
    const byDay = new Map();
    for (const { day, items } of found) {
      const shown = items.filter((one) => {
        const state = states[one.course[turn(one.course, 2, passed) + 1]];
        if (state && state !== one.state) {
          one.element = one.element || made(one.fields);
          change(one.element, state);
        }
        one.state = state;
        return state;
      });
      if (shown.length) {
        byDay.set(day, shown);
      }
    }
    return byDay;
  }

  const opens = (items) => items.filter((one) => !isEvent(one.state)).length;
  const ahead = (items) => items.filter((one) => one.state === "event").length;

  // --- Months ---

  function said(isToday, isHoliday) {
    const now = (words) => [" ", make("span", { class: "now" }, words)];
    return [isToday && now("today"), isHoliday && now("day off")];
  }

  function cell(day, mark, items, today) {
    const number = String(Number(day.slice(8)));
    const [isToday, isPast, isOff] = [day === today, day < today, mark !== "0"];
    const current = isToday ? { "aria-current": "date" } : {};
    const classes = (...names) => names.filter(Boolean).join(" ");
    if (!items) {
      return make("td", { class: classes("free", isOff && "off", isToday && "today") },
        make("time", { datetime: day, ...current }, number), said(isToday, mark === "2"));
    }
    const list = (some) => make("ul", { class: "items" }, some.map((one) => one.element));
    const isOver = isPast && !opens(items);
    // A fold for one alone would take as much room as it.
    const open = items.length > itemsOpen + 1 ? itemsOpen : items.length;
    const more = items.slice(open);
    return make(
      "td",
      {
        id: `d${day}`,
        class: classes(
          "filled", isOff && "off", isPast && "past", isOver && "over", isToday && "today",
        ),
      },
      make("p", { class: "date" }, make("time", { datetime: day, ...current },
        make("span", { class: "number-only" }, number),
        make("span", { class: "in-full" }, shortDay(day))), said(isToday, mark === "2")),
      list(items.slice(0, open)),
      more.length
        ? make("details", {}, make("summary", {}, `${more.length} more`), list(more)) : null,
    );
  }

  function table(id, byDay, today) {
    const first = `${id}-01`;
    const cells = Array.from({ length: weekday(first) }, () => null);
    [...off[id]].forEach((mark, at) => {
      const day = plus(first, at);
      cells.push(cell(day, mark, byDay.get(day), today));
    });
    while (cells.length % WEEKDAYS.length) {
      cells.push(null);
    }
    const weeks = [];
    for (let at = 0; at < cells.length; at += WEEKDAYS.length) {
      weeks.push(make("tr", {}, cells.slice(at, at + WEEKDAYS.length)
        .map((one) => one || make("td", { class: "outside" }))));
    }
    const head = WEEKDAYS.map((name) => make("th", { scope: "col" },
      make("abbr", { title: name }, name.slice(0, 3))));
    return make("table", { class: "month", "aria-labelledby": id },
      make("thead", {}, make("tr", {}, head)), make("tbody", {}, weeks));
  }

  function monthsOf(byDay) {
    const totals = new Map();
    for (const [day, items] of byDay) {
      const id = day.slice(0, 7);
      totals.set(id, (totals.get(id) || 0) + items.length);
    }
    return [...totals].sort().map(([id, total]) => ({
      id,
      title: `${monthName(`${id}-01`)} ${Number(id.slice(0, 4))}`,
      summary: total === 1 ? "1 entry" : `${grouped(total)} entries`,
    }));
  }

  function pastMonth({ id, title, summary }, byDay, today) {
    return make("details", { class: "past-month" }, make("summary", {}, `${title}: ${summary}`),
      make("section", { "aria-labelledby": id }, make("h2", { id }, title),
        table(id, byDay, today)));
  }

  function month({ id, title, summary }, byDay, today) {
    return make("section", { class: "part", "aria-labelledby": id },
      make("h2", { id }, title, " ", make("span", { class: "count" }, summary)),
      table(id, byDay, today));
  }

  // --- The weeks ahead ---

  function weeksOf(byDay, today) {
    const monday = plus(today, -weekday(today));
    const weeks = Array.from({ length: weeksAhead }, (_, at) => {
      const begins = plus(monday, 7 * at);
      const own = WEEKDAYS.map((_name, step) => plus(begins, step))
        .filter((day) => day >= today && byDay.has(day));
      const sum = (of) => own.reduce((total, day) => total + of(byDay.get(day)), 0);
      const [due, events] = [sum(opens), sum(ahead)];
      const label = at ? shortDay(begins).replace(/^\S+ /, "") : "This week";
      return { label, begins, due, events, href: own.length && due + events ? `#d${own[0]}` : "" };
    });
    const most = Math.max(...weeks.map((one) => one.due + one.events)) || 1;
    return weeks.map((one) => (
      { ...one, height: Math.ceil((one.due + one.events) * heights / most) }
    ));
  }

  function bar({ label, due, events, height, href }) {
    const inside = [make("span", {}, label), " ", make("b", {}, String(due + events))];
    const words = `${label}: ${due + events}, of them ${events} events`;
    return make("li", { class: `bar h${height}` },
      href ? make("a", { href, "aria-label": words }, inside) : inside);
  }

  function weekRow({ begins, due, events }) {
    const number = (value) => make("td", { class: "number" }, String(value));
    return make("tr", {}, make("th", { scope: "row" }, time(begins)), number(due), number(events));
  }

  function load(weeks, late) {
    const heads = [
      make("th", { scope: "col" }, "Week from"),
      ...["Follow-ups due", "Events"].map(
        (text) => make("th", { scope: "col", class: "number" }, text),
      ),
    ];
    return make(
      "section", { class: "load", "aria-labelledby": "load" },
      make("h2", { id: "load" }, "The weeks ahead"),
      late ? make("p", { class: "note" },
        `${late} from before today ${late === 1 ? "is" : "are"} still to be done: `,
        link(["the agenda", "agenda.html"]), " has them first.") : null,
      make("ol", { class: "bars", "aria-label": "How much there is in each week" },
        weeks.map(bar)),
      make("details", {}, make("summary", {}, "The same as a table"),
        make("table", { class: "weeks" },
          make("caption", {}, "What is due and what takes place, week by week"),
          make("thead", {}, make("tr", {}, heads)), make("tbody", {}, weeks.map(weekRow)))),
    );
  }

  function summaryOf(weeks) {
    const [due, events] = ["due", "events"].map(
      (name) => weeks.reduce((total, one) => total + one[name], 0),
    );
    return due || events
      ? `${count(due, "follow-up")} and ${count(events, "event")} in the ${weeksAhead} weeks ahead.`
      : `Nothing is planned for the ${weeksAhead} weeks ahead.`;
  }

  function jump(first, today, months) {
    const item = (id, text) => make("li", {}, make("a", { href: `#${id}` }, text));
    return first || months.length > 1 ? make(
      "nav", { class: "jump", "aria-label": "On this page" },
      make("ul", {},
        first ? item(`d${first}`, first === today ? "Today" : "What is next") : null,
        months.map((one) => item(one.id, one.title))),
    ) : null;
  }

  // --- The page ---

  function nameOf(details) {
    const named = details.closest("td[id]") || details.querySelector("h2[id]");
    return named ? named.id : "load";
  }

  function show(today, passed) {
    const open = [...places.months.querySelectorAll("details[open]")].map(nameOf);
    const byDay = standing(passed);
    const all = monthsOf(byDay);
    const past = all.filter((one) => one.id < today.slice(0, 7));
    const months = all.slice(past.length);
    const weeks = weeksOf(byDay, today);
    const late = [...byDay].reduce(
      (total, [day, items]) => total + (day < today ? opens(items) : 0), 0,
    );
    const first = [...byDay.keys()].filter((day) => day >= today).sort()[0] || "";
    places.summary.textContent = summaryOf(weeks);
    places.months.replaceChildren(...[
      jump(first, today, months),
      load(weeks, late),
      ...past.map((one) => pastMonth(one, byDay, today)),
      ...months.map((one) => month(one, byDay, today)),
    ].filter(Boolean));
    for (const one of places.months.querySelectorAll("details")) {
      one.open = open.includes(nameOf(one));
    }
  }

  if (places.summary && places.months && found.every((one) => one.items)) {
    arranges(show);
  }
})();
