// Filters of the list of contacts. What is chosen, and what it is sorted by, is kept in the page's
// address: contacts.html#tag=python&late=yes&sort=-last-contact
"use strict";

(() => {
  const table = document.querySelector("table.people[data-sort]");
  const body = table && table.tBodies[0];
  if (!body || body.rows.length < 2) {
    return;
  }
  const { make } = trackerPieces;
  const { sortAgain, sortBy, sortedBy } = trackerSort;
  // The columns that can be chosen from, by their names in the address.
  const labels = { relationship: "Relationship", company: "Company", stage: "Stage", tag: "Tags" };

  // What is alike but for its case is the same, and is shown as it is spelled first.
  const spelled = Object.fromEntries(Object.keys(labels).map((name) => [name, new Map()]));

  function same(name, text) {
    const folded = text.toLowerCase();
    if (!spelled[name].has(folded)) {
      spelled[name].set(folded, text);
    }
    return folded;
  }

  // What a row of the table says of its contact. How late they are is asked when it is needed: it
  // may have changed since the page was opened.
  function read(row) {
    const text = (one) => (one ? one.textContent.trim() : "");
    const cell = (label) => row.querySelector(`[data-label="${label}"]`);
    const said = {
      relationship: text(cell("Relationship")).split(", "),
      company: [text(cell("Company"))],
      stage: Array.from(row.querySelectorAll("[data-order]"), text),
      tag: Array.from(row.querySelectorAll(".tag"), text),
    };
    const found = Object.entries(said).map(
      ([name, values]) => [name, values.filter(Boolean).map((one) => same(name, one))],
    );
    return { row, ...Object.fromEntries(found) };
  }

  const rows = Array.from(body.rows, read);

  function isLate(row) {
    return row.querySelector(".timing.overdue, .timing.cold") !== null;
  }

  // All values of a column, each with how many contacts have it: stages in their order, others by
  // name.
  function values(name) {
    const found = new Map();
    for (const value of rows.flatMap((one) => [...new Set(one[name])])) {
      found.set(value, (found.get(value) || 0) + 1);
    }
    const order = new Map(Array.from(
      body.querySelectorAll(`[data-label="${labels[name]}"] [data-order]`),
      (one) => [same(name, one.textContent), Number(one.dataset.order)],
    ));
    return [...found].sort(([one], [other]) => (
      (order.get(one) || 0) - (order.get(other) || 0) || one.localeCompare(other)
    ));
  }

  function select(name) {
    const one = make("select", { id: `filter-${name}` }, make("option", { value: "" }, "all"));
    for (const [folded, number] of values(name)) {
      const value = spelled[name].get(folded);
      one.append(make("option", { value }, `${value} (${number})`));
    }
    one.addEventListener("change", changed);
    fields.append(make("p", {}, make("label", { for: one.id }, labels[name] === "Tags" ? "Tag" : labels[name]), one));
    return one;
  }

  const fields = make(
    "div", { class: "filters", role: "group", "aria-label": "Show only some contacts" },
  );
  const chosen = Object.fromEntries(Object.keys(labels).map((name) => [name, select(name)]));
  const names = Object.keys(chosen);
  const late = make("input", { type: "checkbox", id: "filter-late" });
  late.addEventListener("change", changed);
  fields.append(make("p", { class: "check" }, late, make("label", { for: late.id }, "Late only")));
  const clear = make("button", { type: "button" }, "Show all");
  clear.addEventListener("click", () => {
    fill(new URLSearchParams());
    changed();
    chosen.relationship.focus();
  });
  const said = make("p", { role: "status", class: "filtered" });
  fields.append(clear, said);
  table.before(fields);

  function asked() {
    return new URLSearchParams(location.hash.slice(1));
  }

  // An address that names none of these leads to a place in the page, and changes nothing.
  function isOurs(parameters) {
    return !location.hash || [...names, "late", "sort"].some((name) => parameters.has(name));
  }

  // A value that nobody has any more is offered as well, so that the page says what it shows.
  function fill(parameters) {
    for (const name of names) {
      const asked = parameters.get(name) || "";
      const value = spelled[name].get(asked.toLowerCase()) || asked;
      const one = chosen[name];
      one.value = value;
      if (one.value !== value) {
        one.append(make("option", { value }, `${value} (0)`));
        one.value = value;
      }
    }
    late.checked = parameters.get("late") === "yes";
  }

  function keep() {
    const parameters = new URLSearchParams();
    for (const name of names) {
      if (chosen[name].value) {
        parameters.set(name, chosen[name].value);
      }
    }
    if (late.checked) {
      parameters.set("late", "yes");
    }
    const sorted = sortedBy(table);
    if (sorted) {
      parameters.set("sort", sorted);
    }
    const text = parameters.toString();
    // A new entry of the history for each would make the way back long.
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  }

  function apply() {
    let shown = 0;
    // Out of the page meanwhile: to lay out thousands of rows one by one takes seconds.
    body.remove();
    for (const one of rows) {
      const fits = (!late.checked || isLate(one.row)) && names.every(
        (name) => !chosen[name].value || one[name].includes(chosen[name].value.toLowerCase()),
      );
      shown += Number(fits);
      if (one.row.hidden === fits) {
        one.row.hidden = !fits;
      }
    }
    table.append(body);
    clear.hidden = shown === rows.length && !late.checked
      && names.every((name) => !chosen[name].value);
    if (clear.hidden) {
      said.textContent = "";
    } else {
      said.textContent = shown
        ? `${shown} of ${rows.length} contacts` : `None of ${rows.length} contacts is like that.`;
    }
  }

  function changed() {
    keep();
    apply();
  }

  function follow() {
    fill(asked());
    apply();
    sortBy(table, asked().get("sort") || "");
  }

  addEventListener("hashchange", () => {
    if (isOurs(asked())) {
      follow();
    } else {
      keep();
    }
  });
  table.addEventListener("tracker:sorted", keep);
  // On another day others are late, and come next.
  document.addEventListener("tracker:arranged", () => {
    if (late.checked) {
      apply();
    }
    sortAgain(table);
  });
  if (isOurs(asked())) {
    follow();
  } else {
    apply();
  }
})();
