"""What reports cost for a large class: time per kind of file, sizes, and how soon the class page can be used.

Run: python tests/benchmarks/reports.py [--students 1000]. Prints figures; asserts nothing. CPU seconds are of this
process; the browser's times are wall time and need Chromium.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from msgspec.structs import replace

from grader.reports.class_page import class_page
from grader.reports.feedback import lab_of
from grader.reports.gradescope import results_json
from grader.reports.junit import junit_xml
from grader.reports.markdown import markdown
from grader.reports.render import render_all
from grader.reports.student_page import student_page
from grader.reports.tables import grades_csv, grouped
from grader.results import Run, to_json
from tests.grader.reports.factory import MNIST, REGULARIZATION, a_class

# Four labs as the course has them: three of functions, one with the accuracy check.
LABS = (
    replace(REGULARIZATION, id="linear_classification"),
    replace(REGULARIZATION, id="neural_networks"),
    REGULARIZATION,
    MNIST,
)


def timed(name: str, work: Callable[[], int]) -> None:
    """Print CPU and wall seconds, and how many characters or bytes came out."""
    cpu, wall = time.process_time(), time.perf_counter()
    size = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{name:28} {cpu:7.1f} s CPU {wall:7.1f} s wall {size / 1e6:9.2f} MB")


def rendering(run: Run) -> None:
    """Each kind of file by itself, nothing written."""
    timed("index.html", lambda: len(class_page(run, lang="en")))
    timed("index.html again", lambda: len(class_page(run, lang="en")))
    students = grouped(run.submissions, lambda row: row.id).values()
    timed("students/*.html", lambda: sum(len(student_page(run, rows, lang="en")) for rows in students))
    rows = [(row, lab_of(run, row.lab)) for row in run.submissions]
    timed("gradescope/*.json", lambda: sum(len(results_json(row, lab, "en")) for row, lab in rows))
    timed("junit/*.xml", lambda: sum(len(junit_xml(row, lab, "en")) for row, lab in rows))
    timed("grades.csv", lambda: len(grades_csv(run)))
    timed("summary.md", lambda: len(markdown(run, "en")))


def browsing(page_path: Path) -> None:
    """Milliseconds until the class page is loaded, and until typing, sorting and switching show."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("no Chromium: the browser was not measured")
        return
    from playwright.sync_api import sync_playwright  # an extra that only this part needs

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox", "--disable-gpu"])
        for run in range(3):
            page = browser.new_page()
            page.goto(page_path.as_uri())
            load = page.evaluate(
                "() => { const t = performance.getEntriesByType('navigation')[0];"
                " return [t.domInteractive, t.domContentLoadedEventEnd, t.loadEventEnd,"
                " performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN]; }"
            )
            names = ("DOM interactive", "scripts done (usable)", "loaded", "first paint")
            print(f"load {run + 1}: " + ", ".join(f"{name} {ms:.0f} ms" for name, ms in zip(names, load, strict=True)))
            for name, action in ACTIONS.items():
                print(f"  {name}: {page.evaluate(FRAME % action):.0f} ms")
            page.close()
        browser.close()


# From the event to the end of the frame that shows its effect.
FRAME = """() => new Promise((done) => {
  const begun = performance.now();
  %s;
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
})"""
FIND = "const f = document.getElementById('find'); f.value = '%s'; f.dispatchEvent(new Event('input'))"
ACTIONS = {
    "first search": FIND % "7",
    "next letter": FIND % "77",
    "search emptied": FIND % "",
    "sort by score": "document.querySelectorAll('#rows thead button')[4].click()",
    "sort by name": "document.querySelectorAll('#rows thead button')[1].click()",
    "switch language": "document.getElementById('language').click()",
    "switch theme": "document.getElementById('theme').click()",
    "show 500 rows": "const s = document.getElementById('size'); s.value = '500'; s.dispatchEvent(new Event('change'))",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1000)
    students: int = parser.parse_args().students
    run = a_class(students, labs=LABS)
    tests = sum(len(row.tests) for row in run.submissions)
    print(f"{students} students, {len(run.submissions)} rows, {tests} tests")
    timed("grades.json (for scale)", lambda: len(to_json(run)))
    rendering(run)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        timed("all of it, written", lambda: sum(path.stat().st_size for path in render_all(run, out, lang="en")))
        print(f"index.html: {(out / 'index.html').stat().st_size / 1e6:.2f} MB")
        browsing(out / "index.html")


if __name__ == "__main__":
    main()
