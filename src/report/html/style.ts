/** The style sheet. Every colour is named once, for light and dark; tones say what things mean, never where they stand. */
export const style = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f5f6f8, #0d1117);
  --card: light-dark(#ffffff, #161b22);
  --ink: light-dark(#1c2128, #e6edf3);
  --quiet: light-dark(#57606a, #9da7b3);
  --line: light-dark(#d5dbe1, #333b45);
  --accent: light-dark(#0a58c2, #6cb0ff);
  --good: light-dark(#116329, #57d364);
  --good-soft: light-dark(#e1f7e6, #12281a);
  --bad: light-dark(#b3151f, #ff8078);
  --bad-soft: light-dark(#ffecea, #33161a);
  --warn: light-dark(#7a4b00, #e8b94a);
  --warn-soft: light-dark(#fdf1d3, #2b2110);
  --open: light-dark(#0b5499, #7dc1ff);
  --open-soft: light-dark(#e0f0ff, #10263a);
  --calm: light-dark(#57606a, #9da7b3);
  --calm-soft: light-dark(#eef1f4, #20262e);
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 1240px; margin: 0 auto; padding: 0 20px; }
h1 { font-size: 1rem; font-weight: 600; margin: 0; }
h2 { font-size: 1.2rem; margin: 2.6rem 0 .6rem; }
p { margin: .4rem 0; }
ul, ol { margin: 0; padding-left: 1.3rem; }
a { color: var(--accent); }
code, pre, .place { font-family: var(--mono); font-size: .87em; unicode-bidi: isolate; }
pre { unicode-bidi: isolate; }
button, select, input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 7px; padding: 5px 10px; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 5px; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 12px; top: 8px; background: var(--card); padding: 6px 12px; z-index: 3; }
.quiet { color: var(--quiet); }
.small { font-size: .8rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }

.good { --tone: var(--good); --soft: var(--good-soft); }
.bad { --tone: var(--bad); --soft: var(--bad-soft); }
.warn { --tone: var(--warn); --soft: var(--warn-soft); }
.open { --tone: var(--open); --soft: var(--open-soft); }
.calm { --tone: var(--calm); --soft: var(--calm-soft); }
span.good, span.bad, span.warn, span.open, span.calm { color: var(--tone); }
.mark { display: inline-block; flex: none; width: 1.45em; height: 1.45em; line-height: 1.45em; border-radius: 50%; background: var(--soft); color: var(--tone); text-align: center; font-weight: 700; font-size: .87em; }

.top { display: flex; gap: 8px 18px; flex-wrap: wrap; align-items: center; padding-top: 14px; }
.top nav { display: flex; flex-wrap: wrap; gap: 2px 16px; flex: 1; }
.headline { display: flex; gap: 24px; align-items: center; margin-top: 14px; padding: 22px 24px; background: var(--card); border: 1px solid var(--line); border-radius: 14px; }
.sentence { font-size: 1.55rem; line-height: 1.25; font-weight: 650; margin: .15rem 0 .7rem; text-wrap: balance; }
.chips { list-style: none; display: flex; flex-wrap: wrap; gap: 8px; padding: 0; }
.chips li { background: var(--soft); color: var(--tone); border-radius: 99px; padding: 3px 14px 3px 8px; }
.chips .mark { background: none; }
.counts { margin: .7rem 0 0; }
.counts span { margin-right: .5em; }
.gauge { text-align: center; color: var(--quiet); flex: none; }
.gauge svg { display: block; }
.gauge circle { fill: none; stroke-width: 3.4; }
.gauge text { font-size: 11px; font-weight: 700; fill: var(--ink); }
.track { stroke: var(--calm-soft); }
.filled { stroke: var(--tone); stroke-linecap: round; }
.bar .track { stroke: none; fill: var(--calm-soft); }
.bar .filled { stroke: none; fill: var(--tone); }

.scroll { position: relative; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
table { border-collapse: collapse; }
th, td { padding: 5px 10px; text-align: left; border-bottom: 1px solid var(--line); }
tbody:last-child tr:last-child > * { border-bottom: 0; }
th { font-weight: 600; }
.factors { width: 100%; }
.matrix { min-width: 100%; }
.matrix th[scope="row"] { position: sticky; left: 0; background: var(--card); z-index: 1; min-width: 130px; max-width: 270px; }
.matrix th .quiet { font-weight: 400; font-size: .85em; margin-left: .3em; }
.matrix thead th { vertical-align: bottom; font-size: .85rem; color: var(--quiet); }
.matrix .turned { padding: 8px 2px; text-align: center; }
.matrix .turned span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; line-height: 1; }
.matrix .verdict { color: var(--tone); font-weight: 600; white-space: nowrap; }
.matrix td:not(.number, .verdict) { padding: 3px 2px; text-align: center; min-width: 30px; color: var(--quiet); }
.matrix td a { display: block; border-radius: 6px; background: var(--soft); color: var(--tone); text-decoration: none; font-weight: 700; line-height: 26px; min-width: 26px; }
.matrix td a:hover { outline: 2px solid var(--tone); }
.matrix .group th { background: var(--calm-soft); }
.legend span { margin-right: .3em; }
.legend > span { margin-right: 1em; white-space: nowrap; }
.legend > span:last-child { white-space: normal; }

details > summary { cursor: pointer; }
.card, .stack, .finding { background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin: 8px 0; }
.card > summary, .stack > summary { padding: 9px 14px; }
.card > p, .card > ul { padding: 0 18px 10px; margin: 0; }
.evidence { list-style: none; }
.evidence li { display: flex; gap: 9px; padding: 3px 0; }
.same { padding: 8px 14px 12px; }
.stack .scroll { border-width: 1px 0; border-radius: 0; }

#filters { display: flex; flex-wrap: wrap; gap: 10px 16px; align-items: end; padding: 14px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
#filters label:not(.tick) { display: grid; gap: 2px; min-width: 0; font-size: .85rem; color: var(--quiet); }
#filters select, #filters input[type="search"] { color: var(--ink); font-size: .95rem; max-width: 250px; }
#filters .wide { flex: 1 1 220px; position: relative; }
#filters .wide input { max-width: none; width: 100%; }
#filters kbd { position: absolute; right: 10px; bottom: 7px; border: 1px solid var(--line); border-radius: 4px; padding: 0 6px; pointer-events: none; }
#filters input:focus ~ kbd, #filters .wide:focus-within kbd { visibility: hidden; }
#filters fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 14px; }
#filters .tick { white-space: nowrap; padding: 5px 0; }
#filters .actions { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; flex: 1 1 100%; }
#filters output { flex: 1; font-weight: 600; }
.findings { list-style: none; padding: 0; }
.finding, .card { position: relative; }
.finding { border-left: 4px solid var(--tone); scroll-margin-top: 12px; }
.finding:target, .card:target, .evidence li:target { outline: 2px solid var(--accent); }
.finding summary { display: flex; gap: 10px; padding: 10px 14px; }
.finding summary::-webkit-details-marker { display: none; }
.finding summary::after { content: "▸"; color: var(--quiet); }
.finding details[open] > summary::after { content: "▾"; }
.finding .what { flex: 1; min-width: 0; }
.finding .where { display: block; font-size: .88rem; margin-top: 2px; }
.place { font-weight: 600; }
.badge { background: var(--calm-soft); border-radius: 99px; padding: 1px 9px; font-size: .85em; }
.more { padding: 0 14px 12px 44px; }
.more b { display: inline-block; min-width: 2.6em; color: var(--quiet); }
.notes { margin: 6px 0; }
.places { font-size: .9em; }
.frame { margin: 4px 0 10px; padding: 8px 0; overflow-x: auto; background: var(--page); border: 1px solid var(--line); border-radius: 8px; line-height: 1.5; }
.frame .line { display: block; padding: 0 12px 0 0; width: max-content; min-width: 100%; border-left: 3px solid transparent; }
.frame .meant { background: var(--soft); border-color: var(--tone); }
.frame .at { display: inline-block; width: 4.5ch; margin-right: 1.2ch; text-align: right; color: var(--quiet); user-select: none; }
.frame mark { background: none; color: inherit; text-decoration: underline 2px var(--tone); text-underline-offset: 4px; }

.topology { display: block; margin: 12px auto; font-family: system-ui, sans-serif; max-width: none; }
.topology text { fill: var(--ink); font-size: 12px; }
.topology .small { fill: var(--quiet); font-size: 11px; }
.topology .box { fill: var(--card); stroke: var(--line); stroke-width: 1.2; }
.topology .service .box { fill: var(--soft); stroke: var(--tone); stroke-width: 1.6; }
.topology .service .disc { fill: var(--tone); }
.topology .service .symbol { fill: var(--card); font-size: 15px; font-weight: 700; }
.topology .service .name { font-size: 14px; font-weight: 650; }
.topology .service .words { fill: var(--tone); font-weight: 600; }
.topology a.service:hover .box, .topology a.service:focus-visible .box { stroke-width: 3; }
.topology a.service { outline-offset: 0; text-decoration: none; }
.topology path { fill: none; stroke: var(--quiet); stroke-width: 1.4; }
.topology .wire { stroke: light-dark(#8a949e, #717c88); }
.topology .joint { fill: var(--calm); }
.topology .outside .box { fill: var(--calm-soft); }
.topology .door.host { stroke-dasharray: 5 3; }
.topology .tip { fill: var(--quiet); stroke: none; }
.topology .icon { stroke: var(--calm); stroke-width: 1.3; }
.topology .local .box { fill: var(--warn-soft); stroke: var(--warn); }
.topology .local .icon { stroke: var(--warn); }
.topology .local .small { fill: var(--warn); }
.topology .lane path { stroke: var(--lane); stroke-width: 3; }
.topology .lane circle { fill: var(--card); stroke: var(--lane); stroke-width: 3; }
.topology .lane text { fill: var(--lane); font-weight: 600; }
.topology .external path { stroke-dasharray: 7 4; }
.colour-0 { --lane: light-dark(#0b57b0, #6cb0ff); }
.colour-1 { --lane: light-dark(#8a3ab0, #d49bf2); }
.colour-2 { --lane: light-dark(#00695c, #4fd1c0); }
.colour-3 { --lane: light-dark(#a63a00, #ff9f68); }
.colour-4 { --lane: light-dark(#a3195b, #ff8fc0); }
.colour-5 { --lane: light-dark(#4a6100, #b5d35b); }
.colour-6 { --lane: light-dark(#4b4bbd, #a9a9ff); }
.colour-7 { --lane: light-dark(#6b5200, #dcc26a); }

footer { color: var(--quiet); padding-top: 26px; padding-bottom: 40px; font-size: .9rem; }
@media (max-width: 640px) {
  header, main, footer { padding-left: 12px; padding-right: 12px; }
  .headline { align-items: flex-start; padding: 16px; gap: 14px; }
  .gauge svg { width: 62px; height: 62px; }
  .sentence { font-size: 1.2rem; }
  .more { padding-left: 14px; }
  .matrix th[scope="row"] { max-width: 150px; }
  #filters label:not(.tick) { flex: 1 1 100%; }
  #filters select { max-width: none; width: 100%; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root { color-scheme: light; }
  body { background: none; font-size: 11pt; }
  .skip, nav, button, #filters { display: none !important; }
  * { print-color-adjust: exact; }
  .scroll { overflow: visible; }
  .matrix th, .matrix td { padding: 2px 4px; font-size: 7.5pt; }
  .matrix td:not(.number, .verdict), .matrix td a { min-width: 15px; line-height: 1.7; }
  .matrix thead th { font-size: 7pt; }
  .matrix th[scope="row"] { min-width: 60px; }
  .finding, .card { break-inside: avoid; }
  .topology { max-width: 100%; height: auto; }
  details::details-content { content-visibility: visible; height: auto; }
}
`;
