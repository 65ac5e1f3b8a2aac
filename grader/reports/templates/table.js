// The table of the class: only the rows of one page are in the document, so thousands of rows stay quick.
(() => {
  const table = document.getElementById("rows");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const rows = Array.from(body.rows, (element, place) => ({ element, place, lab: element.dataset.lab, status: element.dataset.status }));
  const find = document.getElementById("find");
  const lab = document.getElementById("lab");
  const status = document.getElementById("status");
  const size = document.getElementById("size");
  const previous = document.getElementById("previous");
  const next = document.getElementById("next");
  const shown = document.getElementById("shown");
  let matching = rows;
  let page = 0;

  const value = (row, column) => {
    const cell = row.element.cells[column];
    const plain = cell.dataset.v ?? cell.textContent;
    if (!heads[column].classList.contains("n")) return plain;
    return plain === "" ? null : Number(plain);
  };
  // What a person searches is what the row shows in either language.
  const words = (row) => row.words ??= row.element.textContent.normalize("NFC").toLowerCase();

  const pageSize = () => Number(size.value);
  const say = () => {
    const from = matching.length ? page * pageSize() + 1 : 0;
    const to = Math.min((page + 1) * pageSize(), matching.length);
    const pattern = document.documentElement.lang === "ko" ? shown.dataset.patternKo : shown.dataset.patternEn;
    shown.textContent = pattern.replace("{from}", from).replace("{to}", to).replace("{all}", matching.length);
  };
  const show = () => {
    const from = page * pageSize();
    body.replaceChildren(...matching.slice(from, from + pageSize()).map((row) => row.element));
    previous.disabled = page === 0;
    next.disabled = from + pageSize() >= matching.length;
    say();
  };
  const filter = () => {
    const terms = find.value.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
    matching = rows.filter((row) =>
      (!lab.value || row.lab === lab.value) &&
      (!status.value || row.status === status.value) &&
      terms.every((term) => words(row).includes(term)));
    page = 0;
    show();
  };
  const sort = (column, direction) => {
    const sign = direction === "descending" ? -1 : 1;
    const keys = new Map(rows.map((row) => [row, value(row, column)]));
    rows.sort((left, right) => {
      const a = keys.get(left), b = keys.get(right);
      if (a === b) return left.place - right.place;
      if (a === null || a === "") return 1; // what is not known comes last, either way
      if (b === null || b === "") return -1;
      return sign * (typeof a === "number" ? a - b : collator.compare(a, b)) || left.place - right.place;
    });
    filter();
  };

  heads.forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => {
      // Numbers are looked at from the top, names from the start.
      const first = head.classList.contains("n") ? "descending" : "ascending";
      const other = first === "ascending" ? "descending" : "ascending";
      const direction = head.getAttribute("aria-sort") === first ? other : first;
      for (const one of heads) one.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", direction);
      sort(column, direction);
    });
  });
  find.addEventListener("input", filter);
  for (const control of [lab, status, size]) control.addEventListener("change", filter);
  previous.addEventListener("click", () => { page -= 1; show(); });
  next.addEventListener("click", () => { page += 1; show(); });
  document.addEventListener("page-language", say);
  addEventListener("beforeprint", () => body.replaceChildren(...matching.map((row) => row.element)));
  addEventListener("afterprint", show);
  for (const element of document.querySelectorAll(".toolbar")) element.hidden = false;
  show();
  table.classList.add("ready");
})();
