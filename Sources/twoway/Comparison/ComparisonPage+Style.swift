extension ComparisonPage {
    /// Light, and of one hue whose shades differ in grey as well.
    static let style = """
        :root { color-scheme: light; --ink: #16202b; --soft: #5a6775; --rule: #d5dbe1; --range: hsl(209 45% 40%); }
        * { box-sizing: border-box; }
        body { margin: 0; background: #fff; color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.5rem 3rem; }
        h1 { font-size: 1rem; font-weight: 600; margin: 0 0 .5rem; color: var(--soft); }
        h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--rule); }
        .headline { font-size: 1.45rem; line-height: 1.35; font-weight: 600; margin: 0 0 .75rem; }
        .headline.close { border-left: .35rem solid #b7791f; padding-left: .75rem; }
        .note { color: var(--soft); margin: .25rem 0; }
        .warning { border: 2px solid #a33; padding: .5rem .75rem; font-weight: 600; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; padding: .3rem .6rem .3rem 0; vertical-align: middle; font-weight: 400; }
        thead th { color: var(--soft); font-size: .85rem; vertical-align: bottom; }
        tbody th { font-weight: 600; width: 14rem; min-width: 10rem; overflow-wrap: anywhere; }
        tbody tr + tr > * { border-top: 1px solid #eef1f4; }
        th small { display: block; font-weight: 400; color: var(--soft); }
        .number { font-variant-numeric: tabular-nums; white-space: nowrap; }
        .wide { width: auto; }
        .wide svg { width: 100%; }
        .mark { font-size: .75rem; font-weight: 600; border: 1px solid var(--soft); border-radius: .25rem;
          padding: 0 .3rem; white-space: nowrap; }
        .out th, .out td { color: var(--soft); }
        .out .range { fill: #b6bec7; }
        svg { display: block; max-width: 100%; height: auto; }
        .track { fill: #eef1f4; }
        .range { fill: var(--range); }
        .unknown { fill: none; stroke: #9aa5b1; stroke-width: 1.5; stroke-dasharray: 4 3; }
        .bar line { stroke: #fff; stroke-width: 1.5; }
        .stack text { font-size: 12px; text-anchor: middle; font-weight: 600; }
        .frame { fill: none; stroke: #9aa5b1; }
        .legend span { display: inline-flex; align-items: center; margin-right: 1rem; color: var(--soft); }
        .legend i { width: 1rem; height: 1rem; border: 1px solid #9aa5b1; margin-right: .35rem; }
        .scroll { overflow-x: auto; }
        .matrix th, .matrix td { padding: .3rem .5rem; }
        .matrix tbody th { padding-left: 0; }
        .heat { text-align: center; font-variant-numeric: tabular-nums; }
        .same { background: repeating-linear-gradient(45deg, #fff, #fff 4px, #eef1f4 4px, #eef1f4 8px); }
        ul { margin: .5rem 0; padding-left: 1.2rem; }
        li { margin: .2rem 0; }
        footer { margin-top: 2.5rem; border-top: 1px solid var(--rule); color: var(--soft); font-size: .85rem; }
        .print { font-family: ui-monospace, "Liberation Mono", monospace; font-size: .75rem; overflow-wrap: anywhere; }
        @media print {
          * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          body { font-size: 10pt; }
          main { max-width: none; padding: 0; }
          .headline { font-size: 15pt; }
          section, tr { break-inside: avoid; }
          h2 { break-after: avoid; }
          .scroll { overflow: visible; }
        }
        @page { margin: 16mm; }
        """
}
