"use strict";
// Language and theme: kept for this tab only, so that the next person starts with the report's own.
(() => {
  const root = document.documentElement;
  const remember = (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* opened where nothing is kept */ } };
  const recall = (key) => { try { return sessionStorage.getItem(key); } catch { return null; } };
  const languageButton = document.getElementById("language");
  const themeButton = document.getElementById("theme");

  const setLanguage = (lang) => {
    root.lang = lang;
    for (const element of document.querySelectorAll("[data-en]")) {
      const words = lang === "ko" ? element.dataset.ko : element.dataset.en;
      const attribute = element.dataset.into;
      if (attribute) element.setAttribute(attribute, words); else element.textContent = words;
    }
    document.dispatchEvent(new Event("page-language"));
  };
  const isDark = () => root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  const setTheme = (theme) => {
    root.dataset.theme = theme;
    themeButton.setAttribute("aria-pressed", String(theme === "dark"));
  };

  languageButton.addEventListener("click", () => {
    const lang = root.lang === "ko" ? "en" : "ko";
    setLanguage(lang);
    remember("language", lang);
  });
  themeButton.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    setTheme(theme);
    remember("theme", theme);
  });
  const theme = recall("theme");
  if (theme === "dark" || theme === "light") setTheme(theme);
  else themeButton.setAttribute("aria-pressed", String(isDark()));
  const language = recall("language");
  if ((language === "ko" || language === "en") && language !== root.lang) setLanguage(language);

  // What is folded away on the screen is wanted on paper.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const element of closed) element.open = true;
  });
  addEventListener("afterprint", () => { for (const element of closed) element.open = false; });

  // A link into a folded part unfolds it.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let element = target; element; element = element.parentElement) {
      if (element.tagName === "DETAILS") element.open = true;
    }
    if (target) target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
