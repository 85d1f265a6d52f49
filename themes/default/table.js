// Lets a reader sort the table of all indicators, and counts what its links of grades leave shown. Pages are complete without it.
(function () {
  "use strict";
  var table = document.querySelector("table[data-sortable]");
  if (!table || !table.tBodies.length) return;
  var bodies = Array.prototype.slice.call(table.tBodies);
  var rows = [];
  bodies.forEach(function (body) {
    Array.prototype.forEach.call(body.rows, function (row) {
      if (!row.classList.contains("group")) rows.push({ row: row, body: body, at: rows.length });
    });
  });

  function value(item, key) {
    var text = item.row.getAttribute("data-" + key);
    return text === null || text === "" ? null : Number(text);
  }

  function sort(key, sign) {
    var sorted = rows.slice();
    if (key) {
      sorted.sort(function (a, b) {
        var one = value(a, key), other = value(b, key);
        if (one === null || other === null) return (one === null) - (other === null) || a.at - b.at;
        return sign * (one - other) || a.at - b.at;
      });
    }
    table.classList.toggle("sorted", Boolean(key));
    sorted.forEach(function (item) {
      (key ? bodies[0] : item.body).appendChild(item.row);
    });
  }

  var heads = table.querySelectorAll("th[data-sort]");
  Array.prototype.forEach.call(heads, function (head) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.setAttribute("aria-label", table.getAttribute("data-by").replace("{column}", head.textContent));
    // Cells are read with the name of their column alone.
    head.abbr = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () {
      var now = head.getAttribute("aria-sort");
      var next = now === "descending" ? "ascending" : now === "ascending" ? null : "descending";
      Array.prototype.forEach.call(heads, function (other) { other.removeAttribute("aria-sort"); });
      if (next) head.setAttribute("aria-sort", next);
      sort(next ? head.getAttribute("data-sort") : null, next === "ascending" ? 1 : -1);
    });
  });

  var status = document.querySelector("[data-shown]");
  if (!status) return;

  // The style sheet hides rows by the part of the page that the address names.
  function count() {
    var shown = rows.filter(function (item) { return item.row.getClientRects().length; }).length;
    status.textContent = status.getAttribute("data-shown").replace("{all}", rows.length).replace("{count}", shown);
    Array.prototype.forEach.call(document.querySelectorAll(".filter a"), function (link) {
      if (link.hash === (location.hash || "#all")) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }

  window.addEventListener("hashchange", count);
  window.addEventListener("load", count);
})();
