// Lets a reader sort and filter the table of all indicators. Pages are complete without it.
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
  var status = document.createElement("p");
  status.className = "off";
  status.setAttribute("role", "status");
  table.parentNode.appendChild(status);

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

  var filter = document.querySelector("[data-filter]");
  if (!filter) return;
  filter.hidden = false;
  filter.addEventListener("change", function (event) {
    var wanted = event.target.value, shown = 0;
    rows.forEach(function (item) {
      item.row.hidden = Boolean(wanted) && item.row.getAttribute("data-grade") !== wanted;
      if (!item.row.hidden) shown += 1;
    });
    bodies.forEach(function (body) {
      body.hidden = !Array.prototype.some.call(body.rows, function (row) { return !row.hidden && !row.classList.contains("group"); });
    });
    status.textContent = shown + " / " + rows.length;
  });
})();
