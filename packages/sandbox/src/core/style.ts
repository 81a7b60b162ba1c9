/** The one style sheet of all pages: system fonts with CJK, one accent colour, light and dark. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#f6f7f5;--card:#fff;--ink:#1d2421;--soft:#66706b;--line:#dfe4e0;--accent:#0b6e4f;--on-accent:#fff;--wash:#eef4f0;--danger:#a3322a;--radius:14px}
@media (prefers-color-scheme:dark){:root{--ground:#141816;--card:#1c2220;--ink:#e9eeeb;--soft:#9aa6a0;--line:#313a36;--accent:#5cc79b;--on-accent:#0c1611;--wash:#222b27;--danger:#f08b80}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Noto Sans TC","Noto Sans CJK TC","PingFang TC","Microsoft JhengHei",sans-serif;-webkit-text-size-adjust:100%}
main{max-width:30rem;margin:0 auto;padding:1.5rem 1rem 4rem}
main>.card:first-child{margin-top:0}
main>h1{margin-top:1.5rem}
body.wide main{max-width:64rem}
header.bar{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding:.75rem 1rem;border-bottom:1px solid var(--line);background:var(--card);font-size:.875rem}
header.bar strong{font-weight:600;letter-spacing:.01em}
header.bar .tag{color:var(--soft);border:1px solid var(--line);border-radius:99px;padding:.05rem .6rem;font-size:.75rem;white-space:nowrap}
header.bar span.name{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem .6rem}
h1{font-size:1.375rem;line-height:1.3;margin:.5rem 0 .25rem;font-weight:650;text-wrap:balance}
h2{font-size:1rem;margin:0 0 .75rem;font-weight:650}
p{margin:.25rem 0 .75rem}
.soft{color:var(--soft);font-size:.875rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:var(--radius);padding:1.25rem;margin:1rem 0}
.sum{display:flex;justify-content:space-between;align-items:baseline;gap:1rem;flex-wrap:wrap}
.sum .amount{font-size:1.75rem;font-weight:650;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
label{display:block;font-size:.875rem;color:var(--soft);margin:.75rem 0 .25rem}
input,select{width:100%;font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:10px;padding:.65rem .75rem;font-variant-numeric:tabular-nums}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:.75rem}
button,a.button{display:block;width:100%;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer;border-radius:10px;padding:.75rem 1rem;border:1px solid var(--line);background:transparent;color:var(--ink);margin:.5rem 0 0}
button.main,a.button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent);margin-top:1.25rem}
button:hover,a.button:hover{border-color:var(--accent)}
button.danger{color:var(--danger)}
button.link{display:inline;width:auto;white-space:nowrap;border:0;padding:.35rem .2rem;margin:0;color:var(--accent);font-weight:500}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
a{color:var(--accent)}
ul.choices{list-style:none;margin:0;padding:0}
ul.choices li+li{border-top:1px solid var(--line)}
ul.choices button{border:0;border-radius:0;margin:0;text-align:left;font-weight:500;padding:.9rem .25rem;display:flex;justify-content:space-between}
ul.choices button::after{content:"›";color:var(--soft)}
dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem;font-size:.9375rem}
dt{color:var(--soft)}
dd{margin:0;text-align:right;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
dl.big dd{font-size:1.0625rem;font-weight:600}
.code{font-size:clamp(1.125rem,5.4vw,1.5rem);font-weight:650;letter-spacing:.03em;font-variant-numeric:tabular-nums;overflow-wrap:anywhere;margin:.25rem 0 1rem}
.barcode{margin:0 0 1rem;text-align:center;background:#fff;color:#111;border-radius:10px;padding:.75rem .5rem .25rem}
.barcode svg{width:100%;height:3.5rem;display:block}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{text-align:left;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:500;white-space:nowrap}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
th:last-child,td:last-child{padding-right:0}
tr:last-child td{border-bottom:0}
td button{margin:0 0 0 auto;padding:.3rem .6rem;width:auto;font-weight:500}
details summary{cursor:pointer;color:var(--soft);font-size:.875rem}
details[open] summary{margin-bottom:.5rem}
.simulate{border-style:dashed}
.simulate .grid{display:grid;grid-template-columns:1fr 1fr;gap:.5rem}
.simulate .grid button{margin:0;font-size:.875rem;font-weight:500;padding:.55rem .5rem}
.notice{background:var(--wash);border-radius:10px;padding:.75rem 1rem;font-size:.9375rem;margin:.75rem 0}
.error{color:var(--danger)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--ground);border-radius:10px;padding:.75rem;font:12px/1.5 ui-monospace,"Noto Sans Mono CJK TC",monospace;margin:.25rem 0}
.row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.row form{display:flex;gap:.5rem;align-items:center}
.row button,.row input,.row select{width:auto;margin:0;padding:.45rem .8rem;font-size:.875rem}
.row input{max-width:9rem}
.row select{max-width:100%}
.columns{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
.columns .card{margin:0}
@media (min-width:52rem){.columns{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
@media (prefers-reduced-motion:no-preference){button,a.button{transition:border-color .15s}}
`
