/* Tables that can be sorted: each heading of a table marked `data-sort` becomes a button. */
"use strict";

(function () {
  var order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  function make(tag, attributes, text) {
    var one = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { one.setAttribute(name, attributes[name]); });
    one.textContent = text;
    return one;
  }

  /* What a cell is sorted by: its day, its number, or its text; null where it is empty. */
  function key(cell) {
    if (!cell) return null;
    var timed = cell.querySelector("[datetime], [data-due]");
    if (timed) return timed.getAttribute("datetime") || timed.getAttribute("data-due");
    var text = cell.textContent.trim();
    if (!text || text === "–") return null;
    var number = cell.classList.contains("number") ? parseFloat(text.replace(/,/g, "")) : NaN;
    return isNaN(number) ? text : number;
  }

  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    return order.compare(String(a), String(b));
  }

  /* Sorts the rows of a table by a column, what is empty last either way. */
  function sort(table, column, isDown) {
    var body = table.tBodies[0];
    var rows = Array.from(body.rows, function (row, at) {
      return { row: row, at: at, key: key(row.cells[column]) };
    });
    rows.sort(function (a, b) {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.at - b.at;
      var found = compare(a.key, b.key);
      return (isDown ? -found : found) || a.at - b.at;
    });
    /* Out of the page meanwhile: to lay out thousands of rows one by one takes seconds. */
    body.remove();
    body.append.apply(body, rows.map(function (one) { return one.row; }));
    table.append(body);
    Array.from(table.tHead.rows[0].cells, function (head, at) {
      if (at === column) head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  function prepare(table) {
    if (!table.tHead || !table.tBodies[0] || table.tBodies[0].rows.length < 2) return;
    Array.from(table.tHead.rows[0].cells, function (head, column) {
      var button = make("button", { type: "button", "class": "sort" }, head.textContent.trim());
      head.replaceChildren(button);
      button.addEventListener("click", function () {
        sort(table, column, head.getAttribute("aria-sort") === "ascending");
        table.dispatchEvent(new CustomEvent("tracker:sorted", { bubbles: true }));
      });
    });
    var first = table.getAttribute("data-sort");
    if (first) table.tHead.rows[0].cells[Number(first)].setAttribute("aria-sort", "ascending");
    table.classList.add("sortable");
    if (table.caption) table.caption.append(make("span", { "class": "unseen" }, " (its headings sort it)"));
  }

  document.querySelectorAll("table[data-sort]").forEach(prepare);
})();
