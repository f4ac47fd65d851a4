
"use strict";
(() => {
  const form = document.querySelector(".filters");
  if (!form) return;
  const { text, level, run } = form.elements;
  const output = form.querySelector("output");
  const groups = [...document.querySelectorAll("details.spec")].map((spec) => ({
    spec,
    count: spec.querySelector(".count"),
    cases: [...spec.querySelectorAll("details.case")],
  }));
  const total = groups.reduce((sum, group) => sum + group.cases.length, 0);
  const texts = new Map();
  const textOf = (item) => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  };

  const filter = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let all = 0;
    for (const { spec, count, cases } of groups) {
      let shown = 0;
      for (const item of cases) {
        const belongs =
          (level.value === "" || item.dataset.level === level.value) &&
          (run.value === "" || item.dataset.runs.split(" ").includes(run.value)) &&
          words.every((word) => textOf(item).includes(word));
        item.hidden = !belongs;
        if (belongs) shown += 1;
      }
      spec.hidden = shown === 0;
      count.textContent = shown === cases.length ? `${shown}` : `${shown} of ${cases.length}`;
      all += shown;
    }
    output.textContent = all === total ? `${total} cases` : `${all} of ${total} cases`;
  };

  let waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  };
  const reset = () => {
    form.reset();
    filter();
  };
  form.addEventListener("input", soon);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());

  for (const cell of document.querySelectorAll(".matrix a")) {
    cell.addEventListener("click", () => {
      form.reset();
      run.value = run.options.length > 2 ? cell.dataset.run : "";
      filter();
      const target = document.getElementById(cell.hash.slice(1));
      const spec = target.closest("details.spec");
      if (spec) spec.open = true;
      const focus = spec ? spec.querySelector("summary") : target;
      setTimeout(() => {
        focus.focus({ preventScroll: true });
        focus.scrollIntoView();
      });
    });
  }
  for (const link of document.querySelectorAll(".changes a")) {
    link.addEventListener("click", () => {
      reset();
      const item = document.getElementById(link.hash.slice(1));
      item.closest("details.spec").open = true;
      item.open = true;
      setTimeout(() => item.querySelector("summary").focus());
    });
  }

  form.hidden = false;
  filter();
})();
