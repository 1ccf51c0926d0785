/* Filters of the list of contacts, kept in the page's address: contacts.html#tag=python&late=yes */
"use strict";

(function () {
  var table = document.querySelector("table.people[data-sort]");
  if (!table || !table.tBodies[0] || table.tBodies[0].rows.length < 2) return;
  var rows = Array.from(table.tBodies[0].rows, read);

  function make(tag, attributes, inside) {
    var one = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { one.setAttribute(name, attributes[name]); });
    (inside || []).forEach(function (piece) { one.append(piece); });
    return one;
  }

  /* What a row of the table says of its contact. How late they are is asked when it is needed: it
     may have changed since the page was opened. */
  function read(row) {
    function cell(label) { return row.querySelector('[data-label="' + label + '"]'); }
    function text(one) { return one ? one.textContent.trim() : ""; }
    return {
      row: row,
      relationship: text(cell("Relationship")).split(", ").filter(Boolean),
      company: [text(cell("Company"))].filter(Boolean),
      tag: Array.from(row.querySelectorAll(".tag"), text)
    };
  }

  function isLate(row) {
    return Boolean(row.querySelector(".timing.overdue, .timing.cold"));
  }

  /* All values of a column, each with how many contacts have it, by name. */
  function values(name) {
    var found = new Map();
    rows.forEach(function (one) {
      new Set(one[name]).forEach(function (value) { found.set(value, (found.get(value) || 0) + 1); });
    });
    return Array.from(found).sort(function (a, b) { return a[0].localeCompare(b[0]); });
  }

  function select(name, label, all) {
    var one = make("select", { id: "filter-" + name }, [make("option", { value: "" }, [all])]);
    values(name).forEach(function (value) {
      one.append(make("option", { value: value[0] }, [value[0] + " (" + value[1] + ")"]));
    });
    one.addEventListener("change", changed);
    fields.append(make("p", {}, [make("label", { "for": one.id }, [label]), one]));
    return one;
  }

  var fields = make("div", { "class": "filters", role: "group", "aria-label": "Show only some contacts" });
  var chosen = {
    relationship: select("relationship", "Relationship", "all"),
    company: select("company", "Company", "all"),
    tag: select("tag", "Tag", "all")
  };
  var late = make("input", { type: "checkbox", id: "filter-late" });
  late.addEventListener("change", changed);
  fields.append(make("p", { "class": "check" }, [late, make("label", { "for": "filter-late" }, ["Late only"])]));
  var clear = make("button", { type: "button" }, ["Show all"]);
  clear.addEventListener("click", function () {
    fill(new URLSearchParams());
    changed();
    chosen.relationship.focus();
  });
  var said = make("p", { role: "status", "class": "filtered" });
  fields.append(clear, said);
  table.before(fields);

  function asked() {
    return new URLSearchParams(location.hash.slice(1));
  }

  /* An address that names none of the filters leads to a place in the page, and changes nothing. */
  function isOurs(parameters) {
    return !location.hash || ["relationship", "company", "tag", "late"].some(function (name) {
      return parameters.has(name);
    });
  }

  /* A value that nobody has any more is offered as well, so that the page says what it shows. */
  function fill(parameters) {
    Object.keys(chosen).forEach(function (name) {
      var value = parameters.get(name) || "", one = chosen[name];
      one.value = value;
      if (one.value !== value) {
        one.append(make("option", { value: value }, [value + " (0)"]));
        one.value = value;
      }
    });
    late.checked = parameters.get("late") === "yes";
  }

  function keep() {
    var parameters = new URLSearchParams();
    Object.keys(chosen).forEach(function (name) {
      if (chosen[name].value) parameters.set(name, chosen[name].value);
    });
    if (late.checked) parameters.set("late", "yes");
    var text = parameters.toString();
    /* A new entry of the history for each would make the way back long. */
    history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
  }

  function apply() {
    var shown = 0, names = Object.keys(chosen), body = table.tBodies[0];
    /* Out of the page meanwhile: to lay out thousands of rows one by one takes seconds. */
    body.remove();
    rows.forEach(function (one) {
      var fits = names.every(function (name) {
        return !chosen[name].value || one[name].indexOf(chosen[name].value) >= 0;
      }) && (!late.checked || isLate(one.row));
      if (fits) shown++;
      if (one.row.hidden === fits) one.row.hidden = !fits;
    });
    table.append(body);
    var isAll = shown === rows.length;
    clear.hidden = isAll && !late.checked && names.every(function (name) { return !chosen[name].value; });
    said.textContent = clear.hidden ? ""
      : shown ? shown + " of " + rows.length + " contacts"
      : "None of " + rows.length + " contacts is like that.";
  }

  function changed() {
    keep();
    apply();
  }

  addEventListener("hashchange", function () {
    var parameters = asked();
    if (isOurs(parameters)) {
      fill(parameters);
      apply();
    } else {
      keep();
    }
  });
  /* On another day others are late. */
  document.addEventListener("tracker:arranged", apply);
  if (isOurs(asked())) fill(asked());
  apply();
})();
