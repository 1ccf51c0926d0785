// Tables that can be sorted: each heading of a table marked `data-sort` becomes a button.
"use strict";

const trackerSort = (() => {
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  // What a cell is sorted by: the place of its first value where these have one, its day, its number,
  // or its text; null where it is empty.
  function keyOf(cell) {
    if (!cell) {
      return null;
    }
    const ordered = cell.querySelector("[data-order]");
    if (ordered) {
      return Number(ordered.dataset.order);
    }
    const timed = cell.querySelector("[datetime], [data-due], [data-day]");
    if (timed) {
      return timed.getAttribute("datetime") || timed.dataset.due || timed.dataset.day;
    }
    const text = cell.textContent.trim();
    if (!text || text === "–") {
      return null;
    }
    const number = cell.classList.contains("number") ? parseFloat(text.replace(/,/g, "")) : NaN;
    return Number.isNaN(number) ? text : number;
  }

  function compare(one, other) {
    return typeof one === "number" && typeof other === "number"
      ? one - other : order.compare(String(one), String(other));
  }

  function headings(table) {
    return [...table.tHead.rows[0].cells];
  }

  // Sorts the rows of a table by a column, what is empty last either way.
  function sort(table, column, isDown) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, (row, at) => ({ row, at, key: keyOf(row.cells[column]) }));
    rows.sort((one, other) => {
      if (one.key === null || other.key === null) {
        return (one.key === null) - (other.key === null) || one.at - other.at;
      }
      const found = compare(one.key, other.key);
      return (isDown ? -found : found) || one.at - other.at;
    });
    // Out of the page meanwhile: to lay out thousands of rows one by one takes seconds.
    body.remove();
    for (const { row } of rows) {
      body.append(row);
    }
    table.append(body);
    headings(table).forEach((head, at) => {
      if (at === column) {
        head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      } else {
        head.removeAttribute("aria-sort");
      }
    });
  }

  function prepare(table) {
    if (!table.tHead || !table.tBodies[0] || table.tBodies[0].rows.length < 2) {
      return;
    }
    headings(table).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = head.textContent.trim();
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        sort(table, column, head.getAttribute("aria-sort") === "ascending");
        table.dispatchEvent(new CustomEvent("tracker:sorted", { bubbles: true }));
      });
    });
    if (table.dataset.sort) {
      headings(table)[Number(table.dataset.sort)].setAttribute("aria-sort", "ascending");
    }
    table.classList.add("sortable");
    if (table.caption) {
      const said = document.createElement("span");
      said.className = "unseen";
      said.textContent = " (its headings sort it)";
      table.caption.append(said);
    }
  }

  // A column's name in an address: "last-contact".
  function nameOf(head) {
    return head.textContent.trim().toLowerCase().replace(/\s+/g, "-");
  }

  // How a table is sorted: "last-contact", downwards "-last-contact"; empty where it is as it came.
  function sortedBy(table) {
    const column = headings(table).findIndex((head) => head.hasAttribute("aria-sort"));
    if (column < 0) {
      return "";
    }
    const head = headings(table)[column];
    const isDown = head.getAttribute("aria-sort") === "descending";
    return !isDown && String(column) === table.dataset.sort ? "" : (isDown ? "-" : "") + nameOf(head);
  }

  // Sorts a table as `sortedBy` says; a name that no column has leaves it as it came.
  function sortBy(table, wanted) {
    if (wanted === sortedBy(table) || !table.classList.contains("sortable")) {
      return;
    }
    const isDown = wanted.startsWith("-");
    const column = headings(table).findIndex((head) => nameOf(head) === wanted.replace(/^-/, ""));
    if (column >= 0) {
      sort(table, column, isDown);
    } else if (table.dataset.sort && sortedBy(table)) {
      sort(table, Number(table.dataset.sort), false);
    }
  }

  // Sorts a table as it is sorted already, since what it says has changed.
  function sortAgain(table) {
    const wanted = sortedBy(table);
    const column = headings(table).findIndex((head) => head.hasAttribute("aria-sort"));
    if (wanted && column >= 0) {
      sort(table, column, wanted.startsWith("-"));
    }
  }

  document.querySelectorAll("table[data-sort]").forEach(prepare);
  return { sortAgain, sortBy, sortedBy };
})();
