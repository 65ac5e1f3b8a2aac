"""Both pages in a real browser. Skipped, with the reason, where there is no Chromium."""

import shutil
from importlib.resources import files

import pytest

from grader.reports.render import render_all
from tests.grader.reports.factory import a_class, evil_run, full_run

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser():
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    try:
        from playwright.sync_api import sync_playwright  # an extra: the package runs without it
    except ImportError:
        pytest.skip("playwright is not installed")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    render_all(a_class(130), folder / "class", lang="en")
    render_all(full_run(), folder / "full", lang="ko")
    render_all(evil_run(), folder / "evil", lang="en")
    return folder


@pytest.fixture
def open_page(browser, site):
    """Opens a page of the site; at the end nothing may have been requested, logged or thrown."""
    troubles, contexts = [], []

    def open_it(path, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: troubles.append(f"console {said.type}: {said.text}"))
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("dialog", lambda dialog: troubles.append("dialog") or dialog.dismiss())
        page.goto((site / path).as_uri())
        page.on("request", lambda request: request.url.startswith(("file:", "data:")) or troubles.append(request.url))
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert troubles == []


PAGES = ("class/index.html", "full/index.html", "full/students/2024000017.html", "full/students/2024000020.html")


def ids(page):
    return page.locator("#rows tbody th").all_inner_texts()


def column(page, number):
    return page.locator(f"#rows tbody tr td:nth-child({number})").all_inner_texts()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_open_without_errors_or_requests(open_page, path, scheme):
    page = open_page(path, color_scheme=scheme)
    assert page.locator("h1").is_visible()
    page.wait_for_timeout(100)


def test_hostile_pages_run_nothing(open_page, site):
    for path in [site / "evil" / "index.html", *sorted((site / "evil" / "students").iterdir())[:8]]:
        page = open_page(path.relative_to(site))
        assert page.locator("script").count() == 1
        page.close()


def test_the_table_shows_a_page_of_rows_and_sorts_by_any_column(open_page):
    page = open_page("class/index.html")
    assert len(ids(page)) == 100
    score = page.locator("#rows thead th").nth(4)
    score.locator("button").click()
    assert score.get_attribute("aria-sort") == "descending"
    scores = [float(cell) for cell in column(page, 5) if cell]
    assert scores == sorted(scores, reverse=True)
    score.locator("button").click()
    assert score.get_attribute("aria-sort") == "ascending"
    scores = [float(cell) for cell in column(page, 5) if cell]
    assert scores == sorted(scores)
    page.locator("#rows thead th").nth(0).locator("button").click()
    assert ids(page) == sorted(ids(page))
    assert page.locator("#rows thead [aria-sort]").count() == 1


def test_what_is_not_known_comes_last_either_way(open_page):
    page = open_page("class/index.html")
    page.select_option("#size", "500")
    accuracy = page.locator("#rows thead th").nth(8).locator("button")
    for _ in range(2):
        accuracy.click()
        cells = column(page, 9)
        known = [cell != "" for cell in cells]
        assert known == sorted(known, reverse=True)


def test_search_and_filters_work_together_and_say_how_many(open_page):
    page = open_page("class/index.html")
    assert page.locator("#shown").inner_text() == "1–100 of 260 rows"
    page.fill("#find", "2024000007")
    assert ids(page) == ["2024000007"] * 2
    page.select_option("#lab", "mnist_mlp")
    assert len(ids(page)) == 1
    assert page.locator("#shown").inner_text() == "1–1 of 1 rows"
    page.fill("#find", "nobody has this name")
    assert page.locator("#shown").inner_text() == "0–0 of 0 rows"
    page.fill("#find", "")
    page.select_option("#lab", "")
    page.select_option("#status", "missing")
    assert 0 < len(ids(page)) < 30


def test_pages_of_the_table_hold_every_row_once(open_page):
    page = open_page("class/index.html")
    page.select_option("#size", "50")
    seen = ids(page)
    while page.locator("#next").is_enabled():
        page.click("#next")
        seen += ids(page)
    assert len(seen) == 260
    assert len(set(seen)) == 130
    page.click("#previous")
    assert page.locator("#shown").inner_text() == "201–250 of 260 rows"


def test_rows_lead_to_the_students_page_and_there_to_the_lab(open_page):
    page = open_page("full/index.html")
    page.locator("#rows a").nth(1).click()
    page.wait_for_url("**/students/2024000017.html#lab-mnist_mlp")
    assert page.locator("#lab-mnist_mlp").is_visible()


def test_a_hostile_id_leads_to_its_page_too(open_page):
    page = open_page("evil/index.html")
    name = page.locator("#rows a").nth(12).inner_text()
    page.locator("#rows a").nth(12).click()
    page.wait_for_url("**/students/*")
    assert page.locator("main p.muted").first.inner_text() == name


@pytest.mark.parametrize(("path", "first"), [("class/index.html", "en"), ("full/students/2024000017.html", "ko")])
def test_the_language_switches_everywhere_and_stays_for_the_tab(open_page, path, first):
    page = open_page(path)
    second = "en" if first == "ko" else "ko"

    def visible(lang):
        return page.evaluate(
            "(lang) => [...document.querySelectorAll('main .' + lang)].filter((e) => e.checkVisibility()).length", lang
        )

    assert page.evaluate("document.documentElement.lang") == first
    assert visible(first) > 0
    assert visible(second) == 0
    title = page.title()
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == second
    assert visible(first) == 0
    assert visible(second) > 0
    assert page.title() != title
    page.reload()
    assert page.evaluate("document.documentElement.lang") == second


def test_the_table_speaks_the_language_too(open_page):
    page = open_page("class/index.html")
    page.click("#language")
    assert page.locator("#shown").inner_text() == "전체 260줄 가운데 1–100"
    assert page.locator("#status option").nth(3).inner_text() == "미제출"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system_until_it_is_switched(open_page, scheme):
    page = open_page("full/index.html", color_scheme=scheme)

    def is_dark():
        red = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return int(red[4:].split(",")[0]) < 100

    assert is_dark() == (scheme == "dark")
    page.click("#theme")
    assert is_dark() == (scheme == "light")
    assert page.get_attribute("#theme", "aria-pressed") == ("true" if scheme == "light" else "false")
    page.reload()
    assert is_dark() == (scheme == "light")


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def test_everything_works_by_keyboard(open_page):
    page = open_page("class/index.html")
    page.keyboard.press("Tab")
    assert focused(page).startswith("Skip to the content")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.focus("#find")
    page.keyboard.type("2024000007")
    assert len(ids(page)) == 2
    for name in ("lab", "status", "size"):
        page.keyboard.press("Tab")
        assert focused(page) == name
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    assert len(ids(page)) == 1
    page.focus("#rows thead th:nth-child(5) button")
    page.keyboard.press("Enter")
    assert page.locator("#rows thead th").nth(4).get_attribute("aria-sort") == "descending"
    page.focus("#theme")
    page.keyboard.press("Space")
    assert page.get_attribute("#theme", "aria-pressed") == "true"


def test_tasks_unfold_by_keyboard_and_by_links_into_them(open_page):
    page = open_page("full/students/2024000017.html")
    page.click("#language")
    listing = page.locator("details", has=page.locator("mark"))
    listing.locator("summary").focus()
    page.keyboard.press("Enter")
    assert not page.locator("mark").is_visible()
    page.locator("a", has_text="layers.py:5").first.click()
    assert page.locator("mark").is_visible()
    assert page.locator("mark").inner_text().strip() == "return torch.max(X, torch.zeros(1))"


def test_what_is_printed_is_all_of_it(open_page):
    page = open_page("class/index.html")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(ids(page)) == 260
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(ids(page)) == 100


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(open_page, path):
    page = open_page(path, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_every_row_is_there(open_page):
    page = open_page("class/index.html", java_script_enabled=False)
    assert page.locator("#rows tbody tr").count() == 260
    assert not page.locator("#find").is_visible()


@pytest.fixture(scope="module")
def axe():
    """axe-core's source, as a package of the extra brings it."""
    pytest.importorskip("axe_playwright_python")
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*PAGES, "evil/index.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page, axe, path, scheme):
    page = open_page(path, color_scheme=scheme, bypass_csp=True)  # the pages' own policy admits no other script
    page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
    page.add_script_tag(content=axe)
    found = page.evaluate("async () => (await axe.run()).violations")
    serious = [
        (violation["id"], [node["html"][:200] for node in violation["nodes"][:3]])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]
    assert serious == []
