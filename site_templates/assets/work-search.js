// The work-search log between two days, which stand in the page's address
// (work-search.html#from=2026-11-01&to=2026-11-30), to print or to take away as CSV.
// Its lines are those of tracker/spreadsheet.py: what is changed there is changed here.
"use strict";

(() => {
  const { make } = trackerPieces;
  const { between, clockAt, grouped, plus, shortDay, written } = trackerDays;
  const table = document.querySelector("table.log");
  const places = { period: document.getElementById("period"), sum: document.getElementById("sum") };
  if (!table || !places.period || !places.sum) {
    return;
  }

  const rows = Array.from(table.querySelectorAll("tbody tr:not(.week)"), (row) => ({
    row, day: row.querySelector("time").getAttribute("datetime"),
  }));
  const columns = table.tHead.rows[0].cells.length;
  // A Monday and a Sunday, from which weeks are counted.
  const FIRST = { monday: "2024-01-01", sunday: "2023-12-31" };
  const EARLIEST = "0001-01-01";
  const LATEST = "9999-12-31";

  function today() {
    return table.dataset.day || clockAt(table.dataset.zone, Date.now()).day;
  }

  // --- Weeks and months ---

  function weekOf(day) {
    return Math.floor(between(FIRST[starts.value], day) / 7);
  }

  function firstOf(week) {
    return plus(FIRST[starts.value], 7 * week);
  }

  // `days` after a day, or the first or last day that a field can hold.
  function near(day, days) {
    const found = plus(day, days);
    return /^\d{4}-/.test(found) ? found : days < 0 ? EARLIEST : LATEST;
  }

  function title(week) {
    const [begin, end] = [firstOf(week), near(firstOf(week), 6)];
    const isOfOneYear = begin.slice(0, 4) === end.slice(0, 4);
    return `${isOfOneYear ? shortDay(begin) : written(begin)} – ${written(end)}`;
  }

  function activities(number) {
    return number === 1 ? "1 activity" : `${grouped(number)} activities`;
  }

  // --- What can be asked for ---

  function field(id, label) {
    const made = make("input", { id, type: "date" });
    made.addEventListener("change", changed);
    panel.append(make("p", {}, make("label", { for: id }, label), made));
    return made;
  }

  function button(text, pressed) {
    const made = make("button", { type: "button" }, text);
    made.addEventListener("click", pressed);
    return made;
  }

  const panel = make("div", {
    class: "filters dates", role: "group", "aria-label": "Show only what lies between two days",
  });
  const from = field("log-from", "From");
  const to = field("log-to", "To");
  const starts = make("select", { id: "log-weeks" },
    make("option", { value: "monday" }, "Monday"), make("option", { value: "sunday" }, "Sunday"));
  starts.addEventListener("change", changed);
  panel.append(make("p", {}, make("label", { for: starts.id }, "Weeks begin on"), starts));

  const presets = {
    "This week": () => [firstOf(weekOf(today())), near(firstOf(weekOf(today())), 6)],
    "Last week": () => [near(firstOf(weekOf(today())), -7), near(firstOf(weekOf(today())), -1)],
    "Last 4 weeks": () => [near(firstOf(weekOf(today())), -28), near(firstOf(weekOf(today())), -1)],
    "This month": () => month(today()),
    "Last month": () => month(near(`${today().slice(0, 8)}01`, -1)),
    "All": () => ["", ""],
  };

  function month(day) {
    const first = `${day.slice(0, 8)}01`;
    const next = `${near(first, 31).slice(0, 8)}01`;
    return [first, near(next, -1)];
  }

  const choices = make("p", { class: "presets" });
  for (const [text, days] of Object.entries(presets)) {
    choices.append(button(text, () => {
      [from.value, to.value] = days();
      changed();
    }));
  }
  const said = make("p", { role: "status", class: "filtered" });
  panel.append(choices, said);
  (document.querySelector(".claim") || table).before(panel);
  const take = document.querySelector(".take");
  take?.prepend(
    button("Print", () => print()), " ", button("CSV of what is shown", download), " ",
  );

  // --- The address ---

  function asked() {
    return new URLSearchParams(location.hash.slice(1));
  }

  // An address that says nothing of these leads to a place in the page, and changes nothing.
  function isOurs(parameters) {
    return !location.hash || ["from", "to", "weeks"].some((name) => parameters.has(name));
  }

  function dayIn(text) {
    return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : "";
  }

  function fill(parameters) {
    from.value = dayIn(parameters.get("from"));
    to.value = dayIn(parameters.get("to"));
    starts.value = parameters.get("weeks") === "sunday" ? "sunday" : "monday";
  }

  function keep() {
    const parameters = new URLSearchParams();
    if (from.value) parameters.set("from", from.value);
    if (to.value) parameters.set("to", to.value);
    if (starts.value === "sunday") parameters.set("weeks", "sunday");
    const text = parameters.toString();
    // A new entry of the history for each would make the way back long.
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  }

  // --- The table ---

  let shown = rows;

  function heading(week, some) {
    return make("tr", { class: "week" }, make("th", { colspan: columns, scope: "rowgroup" },
      make("span", {}, title(week)), " ", make("b", {}, activities(some.length))));
  }

  function apply() {
    shown = rows.filter(({ day }) => (!from.value || day >= from.value) && (!to.value || day <= to.value));
    const weeks = new Map();
    for (const one of shown) {
      const week = weekOf(one.day);
      if (!weeks.has(week)) {
        weeks.set(week, []);
      }
      weeks.get(week).push(one.row);
    }
    // Out of the page meanwhile: to move thousands of rows one by one in it takes seconds.
    const place = document.createComment("");
    table.replaceWith(place);
    for (const body of [...table.tBodies]) {
      body.remove();
    }
    table.append(...Array.from(weeks, ([week, some]) => make("tbody", {}, heading(week, some), ...some)));
    place.replaceWith(table);
    tell();
  }

  // The days between which all lies that is shown: those asked for, else those of the rows.
  function period() {
    const day = (one) => make("time", { datetime: one }, written(one));
    const [first, last] = [rows[0].day, rows[rows.length - 1].day];
    if (isReversed()) {
      return ["none: the first day comes after the last"];
    }
    if (!from.value && to.value && to.value < first) {
      return ["up to ", day(to.value)];
    }
    if (from.value && !to.value && from.value > last) {
      return ["from ", day(from.value), " on"];
    }
    return [day(from.value || first), " to ", day(to.value || last)];
  }

  function isReversed() {
    return Boolean(from.value && to.value && from.value > to.value);
  }

  function tell() {
    places.period.replaceChildren(...period());
    places.sum.textContent = activities(shown.length);
    table.hidden = !shown.length;
    const isAll = shown.length === rows.length;
    said.textContent = isReversed()
      ? "The first day comes after the last: nothing is between them."
      : isAll ? `All ${activities(rows.length)}`
      : shown.length ? `${grouped(shown.length)} of ${activities(rows.length)}`
      : `None of ${activities(rows.length)} is between these days.`;
  }

  function changed() {
    keep();
    apply();
  }

  // --- CSV, as tracker/spreadsheet.py writes it ---

  const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

  function csvLine(cells) {
    const inert = cells.map((one) => (FORMULA.test(one) ? `'${one}` : one));
    return `${inert.map((one) => `"${one.replaceAll('"', '""')}"`).join()}\r\n`;
  }

  function cellsOf(row) {
    return Array.from(row.cells, (cell) =>
      cell.querySelector("time")?.getAttribute("datetime") ?? cell.textContent);
  }

  function csv() {
    const head = Array.from(table.tHead.rows[0].cells, (cell) => cell.textContent);
    return [head, ...shown.map(({ row }) => cellsOf(row))].map(csvLine).join("");
  }

  function download() {
    const days = [from.value, to.value && `to-${to.value}`].filter(Boolean).join("-");
    const address = URL.createObjectURL(new Blob(["\ufeff", csv()], { type: "text/csv" }));
    make("a", { href: address, download: `work-search${days ? `-${days}` : ""}.csv` }).click();
    // Not at once: the browser has yet to read it.
    setTimeout(() => URL.revokeObjectURL(address), 60 * 1000);
  }

  addEventListener("hashchange", () => {
    const parameters = asked();
    if (isOurs(parameters)) {
      fill(parameters);
      apply();
    } else {
      keep();
    }
  });
  if (isOurs(asked())) {
    fill(asked());
  }
  if (from.value || to.value || starts.value !== "monday") {
    apply();
  } else {
    tell();
  }
})();
